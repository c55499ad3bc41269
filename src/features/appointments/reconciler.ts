import type { AuditEntryModel, AuditLog } from '../../audit/index.js';
import type { SlotModel } from '../slots/index.js';
import { auditOf } from './appointment-audit.js';
import type { AppointmentModel } from './appointment.model.js';
import type { AppointmentState } from './appointment-state.js';

/** Older than any request can run, younger than the minute in which a lost place must be back. */
const GRACE_MS = 20_000;
const WINDOW_MS = 24 * 3_600_000;

export interface Reconciliation {
  /** Claims for good that no appointment owns: what a crash between claim and appointment leaves. */
  released: { slotId: string; holder: string }[];
}

/** Heals what a crash left between two writes. Running it twice, or beside traffic, changes nothing more. */
export class Reconciler {
  constructor(
    private readonly deps: {
      slots: SlotModel;
      appointments: AppointmentModel;
      audit: AuditLog;
      auditEntries: AuditEntryModel;
    },
  ) {}

  async releaseOrphans(now: Date, window = WINDOW_MS): Promise<Reconciliation> {
    const settled = new Date(now.getTime() - GRACE_MS);
    const slots = await this.deps.slots
      .find({ claimedAt: { $gt: new Date(now.getTime() - window) } }, { claims: 1 })
      .lean();
    const released: Reconciliation['released'] = [];
    for (const { _id: slotId, claims } of slots) {
      const holders = claims.filter(({ until, at }) => until === null && at < settled).map(({ holder }) => holder);
      for (const holder of await this.orphansAmong(slotId, holders)) {
        await this.deps.slots.updateOne(
          { _id: slotId },
          { $pull: { claims: { holder, until: null, at: { $lt: settled } } } },
        );
        released.push({ slotId, holder });
      }
    }
    return { released };
  }

  /** Appends the audit events of recent changes that a crash lost between change and chain. */
  async appendLostAudit(now: Date, window = WINDOW_MS): Promise<number> {
    const recent = this.deps.appointments
      .find(
        { updatedAt: { $gt: new Date(now.getTime() - window), $lt: new Date(now.getTime() - GRACE_MS) } },
        { hall: 1, history: 1, reference: 1 },
      )
      .lean()
      .cursor({ batchSize: 200 });
    let appended = 0;
    let events: ReturnType<typeof auditOf>[] = [];
    const flush = async () => {
      const keys = events.map(({ key }) => key);
      const present = new Set(
        (await this.deps.auditEntries.find({ key: { $in: keys } }, { key: 1 }).lean()).map(({ key }) => key),
      );
      const lost = events.filter(({ key }) => !present.has(key));
      if (lost.length > 0) await this.deps.audit.append(lost);
      appended += lost.length;
      events = [];
    };
    for await (const record of recent) {
      events.push(...record.history.map((_, index) => auditOf(record, index)));
      if (events.length >= 500) await flush();
    }
    await flush();
    return appended;
  }

  /** A claim is owned when its holder's appointment is active and stands in this very slot. */
  private async orphansAmong(slotId: string, holders: string[]): Promise<string[]> {
    if (holders.length === 0) return [];
    const owners = await this.deps.appointments.find({ _id: { $in: holders } }, { state: 1, slot: 1 }).lean();
    const owning = new Set(
      owners.filter(({ state, slot }) => ownsPlace(state) && slot === slotId).map(({ _id }) => _id),
    );
    return holders.filter((holder) => !owning.has(holder));
  }
}

/** A place that was used stays used: only cancelling gives it back. */
export function ownsPlace(state: AppointmentState): boolean {
  return state !== 'cancelled';
}
