import { needsReceipt, type Receipt, type Receipts } from '../appointments/index.js';
import type { DraftAnswers } from './draft.js';

/** The receipt a couple books with, where their business needs one and its number is known. */
export async function receiptOf(
  { business, receiptNumber }: Pick<DraftAnswers, 'business' | 'receiptNumber'>,
  receipts: Receipts,
  now: Date,
): Promise<Receipt | undefined> {
  if (!needsReceipt(business) || receiptNumber === undefined) return undefined;
  return receipts.find({ number: receiptNumber }, now);
}
