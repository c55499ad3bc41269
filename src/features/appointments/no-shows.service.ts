import type { Model } from 'mongoose';
import { actedBy, type Actor, actorId, type AuditLog, systemActor } from '../../audit/index.js';
import { DomainError, isDuplicateKey } from '../../errors/index.js';
import type { KeyedHash } from '../../infrastructure/field-cipher.js';
import { addDays, civilDateAt, type HolidayCalendar, instantAt, type WorkCalendar } from '../calendar/index.js';
import { type Hall, type HallDirectory, policyOn } from '../halls/index.js';
import type { SlotClaims } from '../slots/index.js';
import type { AppointmentMessages } from './appointment-messages.js';
import { auditOf } from './appointment-audit.js';
import type { AppointmentModel, AppointmentRecord } from './appointment.model.js';
import type { BlockRecord, Blocks } from './blocks.js';
import { isDayOver } from './closing-time.js';
import { personHash } from './person-keys.js';
import type { Serving } from './serving.service.js';
import type { ServingKeys } from './serving-keys.js';
import { isTold } from './stranded-couples.service.js';

const DAY_MS = 86_400_000;
const RETURN_DAYS = 30;

/** What follows from a day that is over: who never came, who came in vain, and who may not book for a while. */
export class NoShows {
  constructor(
    private readonly deps: {
      appointments: AppointmentModel;
      blockModel: Model<BlockRecord>;
      blocks: Blocks;
      halls: HallDirectory;
      calendar: HolidayCalendar;
      claims: Pick<SlotClaims, 'read' | 'release'>;
      serving: Serving;
      keys: ServingKeys;
      messages: AppointmentMessages;
      audit: AuditLog;
      hash: KeyedHash;
    },
  ) {}

  /** Closes the days that are over at every hall; doing it again changes nothing. */
  async closeDays(now: Date): Promise<{ missed: number; unserved: number }> {
    const calendar = await this.deps.calendar.current();
    const closed = { unserved: 0 };
    const missed: string[] = [];
    const calledOff: string[] = [];
    for (const hall of await this.deps.halls.list()) {
      for (const record of await this.neverCame({ hall, calendar, now })) {
        const isClosed = isTold(record) || (await this.deps.claims.read(record.slot))?.isClosed;
        if (isClosed && (await this.callOff(record, now))) calledOff.push(record._id);
        if (!isClosed && (await this.markNoShow(record, now))) missed.push(record._id);
      }
      for (const record of await this.cameInVain(hall, now))
        closed.unserved += (await this.sendHome(record, hall, now)) ? 1 : 0;
    }
    await this.blockRepeated(now);
    // Only now it is known who is told of a block instead; one that an earlier run set and died of is told now.
    const running = await this.deps.blockModel.distinct('cause', { until: { $gt: now }, lifted: { $exists: false } });
    const blocking = running.filter((cause) => cause !== undefined);
    await this.deps.messages.reconsider([...new Set([...calledOff, ...missed, ...blocking])], now);
    return { ...closed, missed: missed.length };
  }

  /** Both people carry the miss. */
  async markNoShow(record: AppointmentRecord, now: Date): Promise<AppointmentRecord | undefined> {
    const { keys, hash } = this.deps;
    const missedBy = keys.documentsOf(record).map((document) => personHash(document, hash));
    const history = { action: 'no-show', at: now, actor: actorId(systemActor(record.hall)) };
    return this.end(record, {
      $set: { state: 'no-show', missedBy, updatedAt: now },
      $push: { history },
    });
  }

  /** Blocks whoever has now missed too many; looks at the last day again, so that a crash between mark and block heals. */
  async blockRepeated(now: Date): Promise<number> {
    const recent = await this.deps.appointments
      .find({ state: 'no-show', updatedAt: { $gt: new Date(now.getTime() - DAY_MS) }, isExcused: { $ne: true } })
      .lean();
    let blocked = 0;
    for (const record of recent)
      for (const person of record.missedBy ?? []) blocked += (await this.blockIfRepeated(person, record)) ? 1 : 0;
    if (blocked > 0) this.deps.blocks.forget();
    return blocked;
  }

  /** The blocks that a missed appointment led to and that still run. */
  async blocksOf(record: Pick<AppointmentRecord, '_id'>, now: Date): Promise<BlockRecord[]> {
    return this.deps.blockModel.find({ appointments: record._id, until: { $gt: now } }).lean();
  }

  /** A manager hears the couple: they may book at once, and what they missed counts no more. Throws `not-blocked`. */
  async lift({ record, reason, actor, now }: Lifting): Promise<void> {
    const { blockModel, appointments, blocks, audit } = this.deps;
    const running = await this.blocksOf(record, now);
    if (running.length === 0) throw new DomainError('not-blocked');
    const lifted = { at: now, by: actorId(actor), reason };
    await blockModel.updateMany({ _id: { $in: running.map(({ _id }) => _id) } }, { $set: { until: now, lifted } });
    const missed = [...new Set(running.flatMap((block) => block.appointments))];
    await appointments.updateMany({ _id: { $in: missed } }, { $set: { isExcused: true } });
    blocks.forget();
    audit.record({
      key: `block-lifted:${record._id}:${now.getTime()}`,
      at: now,
      ...actedBy(actor),
      action: 'block.lift',
      subject: `appointment:${record.reference}`,
      result: 'done',
      hall: actor.hall,
      reason,
    });
  }

  /** The couple was there after all; a block that this miss led to ends with it. */
  async undo({ record, reason, actor, now }: Lifting): Promise<AppointmentRecord> {
    const undone = await this.deps.serving.undo({ record, reason, actor, now });
    const running = await this.blocksOf(record, now);
    if (running.length > 0) await this.lift({ record, reason, actor, now });
    return undone;
  }

  private async neverCame({
    hall,
    calendar,
    now,
  }: {
    hall: Hall;
    calendar: WorkCalendar;
    now: Date;
  }): Promise<AppointmentRecord[]> {
    const today = civilDateAt(now, hall.timeZone);
    const last = isDayOver({ hall, date: today, calendar }, now) ? today : addDays(today, -1);
    return this.deps.appointments.find({ state: 'confirmed', date: { $lte: last }, hall: hall.id }).lean();
  }

  /** At midnight, not at closing time: who is in the house then is still served. */
  private async cameInVain(hall: Hall, now: Date): Promise<AppointmentRecord[]> {
    const { timeZone } = hall;
    const today = civilDateAt(now, timeZone);
    const midnight = instantAt(today, '00:00', timeZone);
    return this.deps.appointments
      .find({ state: 'checked-in', date: { $lte: today }, hall: hall.id, updatedAt: { $lt: midnight } })
      .lean();
  }

  /** The hall had closed their slot: the place goes back, and nobody has missed anything. */
  private async callOff(record: AppointmentRecord, now: Date): Promise<AppointmentRecord | undefined> {
    const { _id, hall, slot } = record;
    const actor = actorId(systemActor(hall));
    const history = { action: 'cancelled', at: now, actor, from: slot, reason: 'hall-closed' };
    const ended = await this.end(record, {
      $set: { state: 'cancelled', updatedAt: now },
      $inc: { sequence: 1 },
      $push: { history },
    });
    if (ended) await this.deps.claims.release({ slotId: slot, holder: _id });
    return ended;
  }

  private async end(record: AppointmentRecord, update: object): Promise<AppointmentRecord | undefined> {
    const { appointments, audit } = this.deps;
    const guard = { _id: record._id, state: 'confirmed' as const, slot: record.slot };
    const ended = await appointments
      .findOneAndUpdate(guard, { ...update, $unset: { activeKeys: 1 } }, { returnDocument: 'after' })
      .lean();
    if (ended) audit.record(auditOf(ended, ended.history.length - 1));
    return ended ?? undefined;
  }

  private async sendHome(record: AppointmentRecord, { id, timeZone }: Hall, now: Date): Promise<boolean> {
    const until = addDays(civilDateAt(now, timeZone), RETURN_DAYS);
    try {
      await this.deps.serving.returnUnserved({ record, actor: systemActor(id), now, until });
      return true;
    } catch (error) {
      // A registrar finished with them in the same moment.
      if (error instanceof DomainError && error.code === 'changed-meanwhile') return false;
      throw error;
    }
  }

  private async blockIfRepeated(person: string, { _id: cause, hall, date }: AppointmentRecord): Promise<boolean> {
    const { appointments, blockModel, halls } = this.deps;
    const named = await halls.named(hall);
    const { count, withinDays, blockDays } = policyOn(named, date).noShow;
    const missed = await appointments
      .find(
        {
          missedBy: person,
          state: 'no-show',
          isExcused: { $ne: true },
          date: { $gt: addDays(date, -withinDays), $lte: date },
        },
        { _id: 1 },
      )
      .lean();
    if (missed.length < count) return false;
    const until = instantAt(addDays(date, blockDays + 1), '00:00', named.timeZone);
    try {
      const { modifiedCount, upsertedCount } = await blockModel.updateOne(
        { _id: person, until: { $lt: until } },
        { $set: { until, cause, appointments: missed.map(({ _id }) => _id) }, $unset: { lifted: 1 } },
        { upsert: true },
      );
      return modifiedCount + upsertedCount > 0;
    } catch (error) {
      // The block stands already, and as long or longer.
      if (isDuplicateKey(error)) return false;
      throw error;
    }
  }
}

interface Lifting {
  record: AppointmentRecord;
  reason: string;
  actor: Actor;
  now: Date;
}
