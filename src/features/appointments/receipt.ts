import type { Language } from '../../infrastructure/language.js';
import type { CivilDate } from '../calendar/index.js';
import type { Finding, IdentityDocument } from '../eligibility/index.js';
import type { Business, Hall } from '../halls/index.js';

/** What the acceptance receipt of a divorce application says about the second visit. */
export interface Receipt {
  /** Keyed hash of its number, which the appointment keeps. */
  hash: string;
  /** Where it was accepted, the only place that issues. */
  hall: Pick<Hall, 'id' | 'name' | 'phone'>;
  /** How the application ended, if it has. */
  closed?: 'withdrawn' | 'issued' | 'refused' | 'lapsed';
  /** First office day and last day of the issue window. */
  window: { from: CivilDate; to: CivilDate };
  /** In the last days of its window a couple is served without an appointment, whatever share is left. */
  hasWalkInRight?: boolean;
  isOf(documents: readonly IdentityDocument[]): boolean;
}

/** Where receipts are found. Whoever accepts applications provides it; appointments only ask. */
export interface Receipts {
  /** By its number however it was typed, or by the hash that an appointment keeps. */
  find(receipt: { number: string } | { hash: string }, now: Date): Promise<Receipt | undefined>;
}

interface ReceiptQuestion {
  hall: Pick<Hall, 'id' | 'name' | 'phone'>;
  /** What is not known yet is not judged. */
  date?: CivilDate | undefined;
  documents?: readonly IdentityDocument[] | undefined;
  language?: Language;
}

/** Whether a business needs a receipt at all. */
export function needsReceipt(business: Business): boolean {
  return business === 'divorce-issue';
}

/** Why this receipt does not let these two collect certificates there on that day, the first reason that stands in the way. */
export function receiptReasons(
  receipt: Receipt | undefined,
  { hall, date, documents, language = 'zh-CN' }: ReceiptQuestion,
): Finding[] {
  if (!receipt) return [{ code: 'receipt-unknown', params: { hall: hall.name[language], phone: hall.phone } }];
  const place = { hall: receipt.hall.name[language], phone: receipt.hall.phone };
  if (receipt.closed) return [{ code: `receipt-${receipt.closed}`, params: place }];
  if (hall.id !== receipt.hall.id) return [{ code: 'receipt-other-hall', params: place }];
  if (documents && !receipt.isOf(documents)) return [{ code: 'receipt-other-people', params: place }];
  const { from, to } = receipt.window;
  if (date !== undefined && date < from) return [{ code: 'receipt-too-early', params: { from, to } }];
  if (date !== undefined && date > to) return [{ code: 'receipt-too-late', params: { from, to, ...place } }];
  return [];
}
