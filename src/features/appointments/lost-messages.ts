import type { FieldCipher } from '../../infrastructure/field-cipher.js';
import type { HallDirectory } from '../halls/index.js';
import type { Notifications } from '../notifications/index.js';
import { type AppointmentMessages, owedMessage } from './appointment-messages.js';
import { type AppointmentModel, openPersonal } from './appointment.model.js';

const GRACE_MS = 20_000;
const WINDOW_MS = 24 * 3_600_000;

/** Writes the messages that a crash lost between a change of an appointment and its message. */
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
    const since = { $gt: new Date(now.getTime() - WINDOW_MS), $lt: new Date(now.getTime() - GRACE_MS) };
    const recent = await appointments.find({ updatedAt: since }).lean();
    const owed = recent.flatMap((record) => owedMessage(record) ?? []);
    const written = await notifications.written(owed);
    const lost = recent.filter((record) => !written.has(owedMessage(record) ?? ''));
    for (const record of lost) {
      const { contactPhone } = openPersonal(cipher, record.personal);
      await messages.changed(record, { hall: await halls.named(record.hall), contactPhone });
    }
    return lost.length;
  }
}
