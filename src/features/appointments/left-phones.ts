import type { FieldCipher } from '../../infrastructure/field-cipher.js';
import { sealedAsRead } from '../../infrastructure/sealed-field.js';
import { type AppointmentModel, type AppointmentRecord, type LeftPhone, openPersonal } from './appointment.model.js';

/** Phones that appointments have left: each is kept, sealed with the rest, only until it was told so. */
export class LeftPhones {
  constructor(private readonly deps: { appointments: AppointmentModel; cipher: FieldCipher }) {}

  /** Hands over each phone that an appointment keeps, then forgets them. `tell` may be called again for the same one. */
  async settle(record: AppointmentRecord, tell: (left: LeftPhone) => Promise<void>): Promise<void> {
    const { appointments, cipher } = this.deps;
    if (!record.hasLeftPhones) return;
    const { leftPhones = [], ...others } = openPersonal(cipher, record.personal);
    for (const left of leftPhones) await tell(left);
    // Whoever has sealed it anew meanwhile wins; it stays marked and is settled again.
    await appointments.updateOne(
      { _id: record._id, personal: sealedAsRead(record.personal) },
      { $set: { personal: cipher.seal(others, 'appointment.personal') }, $unset: { hasLeftPhones: 1 } },
    );
  }

  /** The same for every appointment that still keeps one and last changed by then, in case that a crash came between. */
  async settleAll(until: Date, tell: (left: LeftPhone) => Promise<void>): Promise<void> {
    const open = { hasLeftPhones: true, updatedAt: { $lte: until } };
    const failures: unknown[] = [];
    // One that cannot be opened keeps no other from being told.
    for await (const record of this.deps.appointments.find(open).lean<AppointmentRecord>().cursor())
      await this.settle(record, tell).catch((error: unknown) => failures.push(error));
    if (failures.length > 0) throw failures[0];
  }

  /** Whether somebody is still to be told. */
  isOpen({ history, personal, deidentifiedAt }: AppointmentRecord): boolean {
    if (deidentifiedAt || !history.some(({ action }) => action === 'contact-changed')) return false;
    return openPersonal(this.deps.cipher, personal).leftPhones !== undefined;
  }
}
