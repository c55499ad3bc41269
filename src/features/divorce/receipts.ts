import { civilDateAt, type HolidayCalendar } from '../calendar/index.js';
import type { IdentityDocument } from '../eligibility/index.js';
import type { Receipt, Receipts } from '../appointments/index.js';
import type { HallDirectory } from '../halls/index.js';
import type { ApplicationKeys } from './application-keys.js';
import type { DivorceApplicationModel } from './divorce-application.model.js';
import { hasWalkInRight } from './divorce-deadlines.js';
import { isOpen, phaseOn } from './divorce-state.js';
import { normaliseReceiptNumber } from './receipt-number.js';

/** Answers for the receipts of accepted applications, as the booking of the second visit asks. */
export class AcceptanceReceipts implements Receipts {
  constructor(
    private readonly deps: {
      applications: DivorceApplicationModel;
      halls: HallDirectory;
      calendar: HolidayCalendar;
      keys: ApplicationKeys;
    },
  ) {}

  async find(receipt: Parameters<Receipts['find']>[0], now: Date): Promise<Receipt | undefined> {
    const receiptHash = 'hash' in receipt ? receipt.hash : this.hashOf(receipt.number);
    if (receiptHash === undefined) return undefined;
    const record = await this.deps.applications.findOne({ receiptHash }).lean();
    if (!record) return undefined;
    const hall = await this.deps.halls.named(record.hall);
    const today = civilDateAt(now, hall.timeZone);
    const phase = phaseOn(record, today);
    return {
      hash: receiptHash,
      hall,
      ...(!isOpen(phase) && { closed: phase }),
      ...(phase === 'expired' && { closed: 'lapsed' }),
      window: { from: record.dates.firstOfficeDay, to: record.dates.issueEnd },
      hasWalkInRight: hasWalkInRight(record, today, await this.deps.calendar.current()),
      isOf: (documents) => this.isCouple(documents, record.partyKeys),
    };
  }

  private hashOf(text: string): string | undefined {
    const number = normaliseReceiptNumber(text);
    return number && this.deps.keys.receipt(number);
  }

  private isCouple(documents: readonly IdentityDocument[], partyKeys: readonly string[]): boolean {
    const keys = documents.map((document) => this.deps.keys.person(document));
    return keys.length === partyKeys.length && partyKeys.every((key) => keys.includes(key));
  }
}
