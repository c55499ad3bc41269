import type { FieldCipher } from '../../infrastructure/field-cipher.js';
import { sealedAsRead } from '../../infrastructure/sealed-field.js';
import { type AppointmentModel, type AppointmentRecord, type LeftPhone, openPersonal } from './appointment.model.js';

/** Phones that appointments have left: each is kept, sealed with the rest, only until it was told so. */
export class LeftPhones {
  constructor(private readonly deps: { appointments: AppointmentModel; cipher: FieldCipher }) {}

  /** Hands over each phone that an appointment keeps, then forgets them. `tell` may be called again for the same one. */
  async settle(record: AppointmentRecord, tell: (left: LeftPhone) => Promise<void>): Promise<void> {
    const { appointments, cipher } = this.deps;
    const { leftPhones, ...others } = openPersonal(cipher, record.personal);
    if (!leftPhones) return;
    for (const left of leftPhones) await tell(left);
    // Whoever has changed what is sealed meanwhile wins; what they wrote is a change that is settled again.
    await appointments.updateOne(
      { _id: record._id, personal: sealedAsRead(record.personal) },
      { $set: { personal: cipher.seal(others, 'appointment.personal') } },
    );
  }

  /** The same for every appointment that changed in a span of time, in case that a crash came between. */
  async settleChanged({ from, to }: { from: Date; to: Date }, tell: (left: LeftPhone) => Promise<void>): Promise<void> {
    const changed = {
      updatedAt: { $gt: from, $lte: to },
      'history.action': 'contact-changed',
      deidentifiedAt: { $exists: false },
    };
    for await (const record of this.deps.appointments.find(changed).lean<AppointmentRecord>().cursor())
      await this.settle(record, tell);
  }

  /** Whether somebody is still to be told. */
  isOpen({ history, personal, deidentifiedAt }: AppointmentRecord): boolean {
    if (deidentifiedAt || !history.some(({ action }) => action === 'contact-changed')) return false;
    return openPersonal(this.deps.cipher, personal).leftPhones !== undefined;
  }
}
