import type { AuditLog } from '../../audit/index.js';
import { DomainError } from '../../errors/index.js';
import type { FieldCipher } from '../../infrastructure/field-cipher.js';
import { sealedAsRead } from '../../infrastructure/sealed-field.js';
import type { HallDirectory } from '../halls/index.js';
import { auditOf } from './appointment-audit.js';
import type { AppointmentMessages } from './appointment-messages.js';
import { type AppointmentModel, type AppointmentRecord, openPersonal } from './appointment.model.js';

/** Gives an appointment another address for letters, or none. */
export class EmailChange {
  constructor(
    private readonly deps: {
      appointments: AppointmentModel;
      halls: HallDirectory;
      messages: Pick<AppointmentMessages, 'changed'>;
      audit: AuditLog;
      cipher: FieldCipher;
    },
  ) {}

  /** Twice is as once. Throws `not-active` for an appointment that is over and `changed-meanwhile` when somebody was quicker. */
  async change(record: AppointmentRecord, to: string | undefined, now: Date): Promise<AppointmentRecord> {
    const { appointments, halls, messages, audit, cipher } = this.deps;
    if (record.state !== 'confirmed') throw new DomainError('not-active');
    const { contactEmail: from, ...others } = openPersonal(cipher, record.personal);
    if (from === to) return record;
    const personal = { ...others, ...(to !== undefined && { contactEmail: to }) };
    const action = to === undefined ? 'email-removed' : 'email-changed';
    const updated = await appointments
      .findOneAndUpdate(
        // Not every change of what is sealed is a line of the history: a phone that was left is forgotten without one.
        { _id: record._id, state: 'confirmed', personal: sealedAsRead(record.personal) },
        {
          $set: { personal: cipher.seal(personal, 'appointment.personal'), updatedAt: now },
          $push: { history: { action, at: now, actor: 'couple' } },
        },
        { returnDocument: 'after' },
      )
      .lean();
    if (!updated) throw new DomainError('changed-meanwhile');
    await messages.changed(updated, await halls.named(updated.hall));
    audit.record(auditOf(updated, updated.history.length - 1));
    return updated;
  }
}
