import { setTimeout as sleep } from 'node:timers/promises';
import { actedBy, type Actor, type AuditLog } from '../../audit/index.js';
import type { CivilDate } from '../calendar/index.js';
import type { Hall } from '../halls/index.js';
import type { Stranded } from '../slots/index.js';
import { auditOf } from './appointment-audit.js';
import type { AppointmentMessages } from './appointment-messages.js';
import { type AppointmentModel, type AppointmentRecord } from './appointment.model.js';
import { latestStep } from './silent-steps.js';

const TRIES = 5;
const PAUSE_MS = 200;

export interface Telling {
  hall: Hall;
  actor: Actor;
  reason: string;
  now: Date;
}

/** Couples whose time a hall has taken back: they keep their appointment until it is moved, and are told once. */
export class StrandedCouples {
  constructor(
    private readonly deps: {
      appointments: AppointmentModel;
      messages: AppointmentMessages;
      audit: AuditLog;
    },
  ) {}

  /** The appointments that hold these places and are still to be served, earliest first. */
  async holding(stranded: readonly Stranded[]): Promise<AppointmentRecord[]> {
    const holders = stranded.flatMap((slot) => slot.holders);
    if (holders.length === 0) return [];
    return this.deps.appointments
      .find({ _id: { $in: holders }, state: 'confirmed', slot: { $in: stranded.map(({ slotId }) => slotId) } })
      .sort({ startsAt: 1, _id: 1 })
      .lean();
  }

  /** A booking that had its place just before the closing writes its appointment a moment after: it is waited for. */
  async settle(stranded: readonly Stranded[]): Promise<void> {
    const holders = stranded.flatMap((slot) => slot.holders);
    for (let attempt = 0; attempt < TRIES; attempt += 1) {
      if ((await this.deps.appointments.countDocuments({ _id: { $in: holders } })) === holders.length) return;
      await sleep(PAUSE_MS);
    }
  }

  /** Tells a couple that their time is closed and that they may choose another; who knows already is not told again. */
  async tellClosed(record: AppointmentRecord, telling: Telling): Promise<void> {
    if (!isTold(record)) await this.tell(record, 'time-closed', telling);
  }

  /** Tells those who had been told otherwise that the hall will serve them at their time after all. */
  async tellReopened(stranded: readonly Stranded[], from: CivilDate, telling: Telling): Promise<number> {
    const still = new Set(stranded.flatMap(({ holders }) => holders));
    const told = await this.deps.appointments
      .find({ hall: telling.hall.id, date: { $gte: from }, state: 'confirmed', 'history.action': 'time-closed' })
      .lean();
    const served = told.filter((record) => isTold(record) && !still.has(record._id));
    for (const record of served) await this.tell(record, 'time-reopened', telling);
    return served.length;
  }

  private async tell(
    record: AppointmentRecord,
    action: 'time-closed' | 'time-reopened',
    { hall, actor, reason, now }: Telling,
  ): Promise<void> {
    const { appointments, messages, audit } = this.deps;
    const told = await appointments
      .findOneAndUpdate(
        { _id: record._id, state: 'confirmed', slot: record.slot, history: { $size: record.history.length } },
        { $push: { history: { action, at: now, ...actedBy(actor), reason } }, $set: { updatedAt: now } },
        { returnDocument: 'after' },
      )
      .lean();
    // They have just moved or cancelled, so the news is none.
    if (!told) return;
    await messages.changed(told, hall);
    audit.record(auditOf(told, told.history.length - 1));
  }
}

/** Whether the latest a couple heard of their time is that the hall closed it. */
export function isTold(record: Pick<AppointmentRecord, 'history'>): boolean {
  return latestStep(record)?.action === 'time-closed';
}
