import type { FieldCipher } from '../../infrastructure/field-cipher.js';
import { unseal } from '../../infrastructure/sealed-field.js';
import type { HallDirectory } from '../halls/index.js';
import type { Notifications } from '../notifications/index.js';
import type { AppointmentMessages } from './appointment-messages.js';
import type { AppointmentModel, PersonalDetails } from './appointment.model.js';

const GRACE_MS = 20_000;
const WINDOW_MS = 24 * 3_600_000;

/** Writes the confirmation that a crash lost between the appointment and its message. */
export class LostMessages {
  constructor(
    private readonly deps: {
      appointments: AppointmentModel;
      notifications: Notifications;
      messages: AppointmentMessages;
      halls: HallDirectory;
      cipher: FieldCipher;
    },
  ) {}

  async send(now: Date): Promise<number> {
    const { appointments, notifications, messages, halls, cipher } = this.deps;
    const recent = await appointments
      .find({
        createdAt: { $gt: new Date(now.getTime() - WINDOW_MS), $lt: new Date(now.getTime() - GRACE_MS) },
        sequence: 0,
        state: 'confirmed',
      })
      .lean();
    const notified = await notifications.subjectsNotified(
      'appointment-confirmed',
      recent.map(({ _id }) => _id),
    );
    const lost = recent.filter(({ _id, history }) => !notified.has(_id) && history[0]?.actor === 'couple');
    for (const record of lost) {
      const { contactPhone } = unseal<PersonalDetails>(cipher, 'appointment.personal', record.personal);
      await messages.confirmed(record, { hall: await halls.named(record.hall), contactPhone });
    }
    return lost.length;
  }
}
