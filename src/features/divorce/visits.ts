import type { Actor } from '../../audit/index.js';
import { DomainError } from '../../errors/index.js';
import type { AppointmentModel, AppointmentRecord, Managing, Serving } from '../appointments/index.js';
import type { DivorceApplicationRecord, DivorceHistoryItem } from './divorce-application.model.js';

type Application = Pick<DivorceApplicationRecord, 'hall' | 'dates' | 'receiptHash'>;

/** Somebody at the desk has already ended the visit, or gave its number to another one. */
const ENDED_OTHERWISE = ['changed-meanwhile', 'certificate-taken'];

/** The appointments of an application: the one at which it was accepted, and the one at which the certificates are collected. */
export class Visits {
  constructor(private readonly deps: { appointments: AppointmentModel; managing: Managing; serving: Serving }) {}

  /** The appointment under which a couple will come to collect, or is here now. */
  async activeOf(application: Application): Promise<AppointmentRecord | undefined> {
    return (await this.activeOfAll([application]))[0];
  }

  /** Those of several applications, asked in one go. */
  async activeOfAll(applications: readonly Application[]): Promise<AppointmentRecord[]> {
    if (applications.length === 0) return [];
    const windows = new Map(applications.map(({ receiptHash, dates }) => [receiptHash, dates]));
    const days = [...windows.values()].flatMap(({ issueStart, issueEnd }) => [issueStart, issueEnd]).sort();
    const found = await this.deps.appointments
      .find({
        hall: { $in: [...new Set(applications.map(({ hall }) => hall))] },
        date: { $gte: days[0], $lte: days.at(-1) },
        business: 'divorce-issue',
        state: { $in: ['confirmed', 'checked-in'] },
        receiptNumberHash: { $in: [...windows.keys()] },
      })
      .lean();
    return found.filter(({ receiptNumberHash = '', date }) => {
      const window = windows.get(receiptNumberHash);
      return window !== undefined && date >= window.issueStart && date <= window.issueEnd;
    });
  }

  /** Receipts whose appointment was booked, moved or given up in a span of time. */
  async receiptsChanged({ from, to }: { from: Date; to: Date }): Promise<string[]> {
    const changed = { business: 'divorce-issue', updatedAt: { $gt: from, $lte: to } } as const;
    const receipts = await this.deps.appointments.distinct('receiptNumberHash', changed);
    return receipts.filter((receipt) => typeof receipt === 'string');
  }

  /** Both documents are compared before anything is decided about people who are here with an appointment. */
  requireCompared({ state, documentsCheckedAt }: Pick<AppointmentRecord, 'state' | 'documentsCheckedAt'>): void {
    if (state === 'checked-in' && !documentsCheckedAt) throw new DomainError('documents-unchecked');
  }

  /** Ends the visit that belongs to one line of the history, if it is still open. */
  async follow(
    record: DivorceApplicationRecord,
    { action, actor: by, address, at: now }: DivorceHistoryItem,
  ): Promise<void> {
    const visit = action === 'accepted' ? await this.firstOf(record) : await this.activeOf(record);
    if (!visit) return;
    const actor: Actor = { id: by.replace(/^staff:/, ''), name: by, hall: record.hall, ...(address && { address }) };
    await this.end({ record, action, visit, actor, now }).catch(endedOtherwise);
  }

  private async end({ record, action, visit, actor, now }: Ending): Promise<unknown> {
    const { serving, managing } = this.deps;
    const isHere = visit.state === 'checked-in';
    if (action === 'accepted') return isHere && serving.complete({ record: visit, actor, now });
    if (!['withdrawn', 'issued', 'refused'].includes(action)) return undefined;
    if (!isHere) return managing.cancel({ record: visit, acceptsLate: true, now });
    if (action === 'withdrawn') return serving.withdraw({ record: visit, actor, now });
    return action === 'issued'
      ? serving.complete({ record: visit, certificateSerial: record.certificateSerial ?? '', actor, now })
      : serving.fail({ record: visit, reason: record.refusal?.reason ?? '', actor, now });
  }

  private async firstOf({ appointment, hall }: DivorceApplicationRecord): Promise<AppointmentRecord | null> {
    return appointment === undefined ? null : this.deps.appointments.findOne({ _id: appointment, hall }).lean();
  }
}

interface Ending {
  record: DivorceApplicationRecord;
  action: DivorceHistoryItem['action'];
  visit: AppointmentRecord;
  actor: Actor;
  now: Date;
}

function endedOtherwise(error: unknown): void {
  if (!(error instanceof DomainError) || !ENDED_OTHERWISE.includes(error.code)) throw error;
}
