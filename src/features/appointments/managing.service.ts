import { randomInt } from 'node:crypto';
import type { AuditLog } from '../../audit/index.js';
import { DomainError, NotFound, ValidationFailed } from '../../errors/index.js';
import type { FieldCipher } from '../../infrastructure/field-cipher.js';
import { type CivilDate, type ClockTime } from '../calendar/index.js';
import { type Hall, type HallDirectory, policyOn } from '../halls/index.js';
import { type SlotClaims, slotIdOf, type TakenSlot } from '../slots/index.js';
import { auditOf } from './appointment-audit.js';
import type { AppointmentMessages } from './appointment-messages.js';
import {
  type AppointmentModel,
  type AppointmentRecord,
  type PersonalDetails,
  openPersonal,
} from './appointment.model.js';
import { deadlinesOf, mayCancel, mayReschedule, type Permitted } from './deadlines.js';
import { checkChoice } from './holds.service.js';
import { judgeAgain } from './judge.js';
import type { ManageTokens } from './manage-token.js';
import { isTold } from './stranded-couples.service.js';
import type { Receipts } from './receipt.js';

/** What a couple may still do with an appointment they hold the token of. */
export class Managing {
  constructor(
    private readonly deps: {
      appointments: AppointmentModel;
      claims: SlotClaims;
      halls: HallDirectory;
      messages: AppointmentMessages;
      audit: AuditLog;
      tokens: ManageTokens;
      receipts: Receipts;
      cipher: FieldCipher;
    },
  ) {}

  /** Throws NotFound for an unknown reference and for a wrong token alike. */
  async find(reference: string, token: string): Promise<AppointmentRecord> {
    const record = await this.deps.appointments.findOne({ reference }).lean();
    if (!record || record.deidentifiedAt || !this.deps.tokens.fits(record._id, token))
      throw new NotFound('appointment-unknown');
    return record;
  }

  /** Twice is as once. After the free deadline throws `too-late` unless the couple accepts that it counts as late. */
  async cancel({
    record,
    acceptsLate,
    now,
  }: {
    record: AppointmentRecord;
    acceptsLate: boolean;
    now: Date;
  }): Promise<AppointmentRecord> {
    if (record.state === 'cancelled') return record;
    const hall = await this.deps.halls.named(record.hall);
    const standing = { state: record.state, isSlotClosed: await this.isSlotClosed(record) };
    const permitted = mayCancel(standing, this.deadlines(record, hall), now);
    if (permitted !== 'yes' && !(permitted === 'late' && acceptsLate)) throw refusalOf(permitted);

    const cancelled = await this.deps.appointments
      .findOneAndUpdate(
        { _id: record._id, state: 'confirmed', slot: record.slot },
        {
          $set: { state: 'cancelled', updatedAt: now, ...(permitted === 'late' && { isLateCancellation: true }) },
          $unset: { activeKeys: 1 },
          $inc: { sequence: 1 },
          $push: { history: { action: 'cancelled', at: now, actor: 'couple', from: record.slot } },
        },
        { returnDocument: 'after' },
      )
      .lean();
    if (!cancelled) return this.changedMeanwhile(record, 'cancelled');
    await this.returnPlace({ slotId: record.slot, holder: record._id, hall, date: record.date, now });
    await this.deps.messages.changed(cancelled, hall);
    this.deps.audit.record(auditOf(cancelled, cancelled.history.length - 1));
    return cancelled;
  }

  /** Takes the new place before the old one is given up; a refusal leaves the appointment untouched. */
  async reschedule({
    record,
    to,
    now,
  }: {
    record: AppointmentRecord;
    to: { hall: Hall; date: CivilDate; start: ClockTime };
    now: Date;
  }): Promise<AppointmentRecord> {
    const hall = await this.deps.halls.named(record.hall);
    const reschedulesLeft = policyOn(hall, record.date).reschedules - record.reschedules;
    const isSlotClosed = await this.isSlotClosed(record);
    const standing = { state: record.state, isSlotClosed, reschedulesLeft };
    const permitted = mayReschedule(standing, this.deadlines(record, hall), now);
    if (permitted !== 'yes') throw refusalOf(permitted);
    checkChoice({ ...to, business: record.business }, now);
    const slotId = slotIdOf({ ...to, hall: to.hall.id, business: record.business, lane: record.lane });
    if (slotId === record.slot) throw new ValidationFailed([{ field: 'start', code: 'same-slot' }]);
    const hash = record.receiptNumberHash;
    const receipt = hash === undefined ? undefined : await this.deps.receipts.find({ hash }, now);
    const { basis, checklist } = judgeAgain(record, { ...to, numbers: this.personalOf(record).parties, receipt, now });

    const slot = await this.takePlace(slotId, record._id, now);
    const moved = await this.deps.appointments
      .findOneAndUpdate(
        { _id: record._id, state: 'confirmed', slot: record.slot, reschedules: record.reschedules },
        {
          $set: {
            hall: to.hall.id,
            date: to.date,
            start: to.start,
            end: slot.end,
            startsAt: slot.startsAt,
            endsAt: slot.endsAt,
            slot: slotId,
            basis,
            checklist,
            updatedAt: now,
          },
          $inc: { sequence: 1, reschedules: isSlotClosed ? 0 : 1 },
          $push: { history: { action: 'rescheduled', at: now, actor: 'couple', from: record.slot, to: slotId } },
        },
        { returnDocument: 'after' },
      )
      .lean();
    if (!moved) {
      await this.deps.claims.release({ slotId, holder: record._id });
      throw new DomainError('changed-meanwhile');
    }
    await this.returnPlace({ slotId: record.slot, holder: record._id, hall, date: record.date, now });
    await this.deps.messages.changed(moved, to.hall);
    this.deps.audit.record(auditOf(moved, moved.history.length - 1));
    return moved;
  }

  personalOf(record: AppointmentRecord): PersonalDetails {
    return openPersonal(this.deps.cipher, record.personal);
  }

  /** Whether the hall will not serve it after all: it closed the time, or has fewer windows then and told them so. */
  async isSlotClosed(record: AppointmentRecord): Promise<boolean> {
    if (record.state !== 'confirmed') return false;
    return isTold(record) || (await this.deps.claims.read(record.slot))?.isClosed === true;
  }

  private deadlines(record: AppointmentRecord, hall: Hall): ReturnType<typeof deadlinesOf> {
    return deadlinesOf({ ...record, timeZone: hall.timeZone }, policyOn(hall, record.date));
  }

  /** A place given up a moment ago still waits for its old holder before it returns to the public. */
  private async takePlace(slotId: string, holder: string, now: Date): Promise<TakenSlot> {
    const returned = await this.deps.claims.confirm({ slotId, holder, now });
    if (returned) return returned;
    const outcome = await this.deps.claims.claim({ slotId, holder, until: null, now });
    if ('taken' in outcome) return outcome.taken;
    throw 'refused' in outcome ? outcome.refused : new DomainError('changed-meanwhile');
  }

  private async returnPlace({
    slotId,
    holder,
    hall,
    date,
    now,
  }: {
    slotId: string;
    holder: string;
    hall: Hall;
    date: CivilDate;
    now: Date;
  }): Promise<void> {
    const longest = policyOn(hall, date).freedPlaceMinutes * 60;
    const until = longest > 0 ? new Date(now.getTime() + randomInt(1, longest + 1) * 1000) : undefined;
    await this.deps.claims.release({ slotId, holder, ...(until && { until }) });
  }

  /** Another tab or a second click was quicker: its result is as good when it is the one that was wanted. */
  private async changedMeanwhile(
    record: AppointmentRecord,
    wanted: AppointmentRecord['state'],
  ): Promise<AppointmentRecord> {
    const current = await this.deps.appointments.findById(record._id).lean();
    if (current?.state === wanted) return current;
    throw new DomainError('changed-meanwhile');
  }
}

function refusalOf(permitted: Exclude<Permitted, 'yes'>): DomainError {
  if (permitted === 'late')
    return new DomainError('too-late', { params: { context: 'late' }, extensions: { lateCancellation: true } });
  return new DomainError(permitted);
}
