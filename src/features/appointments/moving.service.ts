import { actedBy, type Actor, type AuditLog } from '../../audit/index.js';
import { DomainError, NotFound } from '../../errors/index.js';
import type { FieldCipher } from '../../infrastructure/field-cipher.js';
import type { CivilDate, ClockTime } from '../calendar/index.js';
import type { HallDirectory } from '../halls/index.js';
import { type SlotClaims, slotIdOf } from '../slots/index.js';
import { auditOf } from './appointment-audit.js';
import type { AppointmentMessages } from './appointment-messages.js';
import { type AppointmentModel, type AppointmentRecord, openPersonal } from './appointment.model.js';
import { stateAfter } from './appointment-state.js';
import { judgeAgain } from './judge.js';
import type { Receipts } from './receipt.js';

export interface Move {
  record: AppointmentRecord;
  /** Another time at the same hall. */
  to: { date: CivilDate; start: ClockTime };
  reason: string;
  actor: Actor;
  now: Date;
}

/** A hall that cannot keep an appointment gives the couple another time. It counts neither as a reschedule nor as a cancellation. */
export class Moving {
  constructor(
    private readonly deps: {
      appointments: AppointmentModel;
      claims: SlotClaims;
      halls: HallDirectory;
      messages: AppointmentMessages;
      audit: AuditLog;
      receipts: Receipts;
      cipher: FieldCipher;
    },
  ) {}

  /** An appointment of this hall that still names its people; another hall's is as unknown as one that does not exist. */
  async find(reference: string, hall: string): Promise<AppointmentRecord> {
    const record = await this.deps.appointments.findOne({ reference, hall, personal: { $exists: true } }).lean();
    if (!record) throw new NotFound('appointment-unknown');
    return record;
  }

  /**
   * Takes the new place before the old one is given up, and tells the couple. Throws `slot-full` or `slot-closed` when the place
   * is gone, `not-eligible` when the law refuses them on that day, `changed-meanwhile` when the couple was quicker.
   */
  async move({ record, to, reason, actor, now }: Move): Promise<AppointmentRecord> {
    const { appointments, claims, halls, messages, audit } = this.deps;
    const hall = await halls.named(record.hall);
    const { parties } = openPersonal(this.deps.cipher, record.personal);
    const slotId = slotIdOf({ ...to, hall: hall.id, business: record.business, lane: record.lane });
    if (slotId === record.slot || !stateAfter(record.state, 'reschedule')) throw new DomainError('changed-meanwhile');
    const hash = record.receiptNumberHash;
    const receipt = hash === undefined ? undefined : await this.deps.receipts.find({ hash }, now);
    const { basis, checklist } = judgeAgain(record, { hall, date: to.date, numbers: parties, receipt, now });

    const { startsAt, endsAt, end } = await claims.claimByHall({ slotId, holder: record._id, now });
    const moved = await appointments
      .findOneAndUpdate(
        { _id: record._id, hall: hall.id, state: 'confirmed', slot: record.slot },
        {
          $set: { ...to, end, startsAt, endsAt, slot: slotId, basis, checklist, updatedAt: now },
          $inc: { sequence: 1 },
          $push: {
            history: { action: 'moved', at: now, ...actedBy(actor), from: record.slot, to: slotId, reason },
          },
        },
        { returnDocument: 'after' },
      )
      .lean();
    if (!moved) {
      await claims.release({ slotId, holder: record._id });
      throw new DomainError('changed-meanwhile');
    }
    await claims.release({ slotId: record.slot, holder: record._id });
    await messages.changed(moved, hall);
    audit.record(auditOf(moved, moved.history.length - 1));
    return moved;
  }
}
