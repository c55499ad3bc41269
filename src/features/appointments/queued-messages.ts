import type { FieldCipher } from '../../infrastructure/field-cipher.js';
import type { HallDirectory } from '../halls/index.js';
import type { Notifications } from '../notifications/index.js';
import type { AppointmentMessages } from './appointment-messages.js';
import { type AppointmentModel, openPersonal } from './appointment.model.js';

/** Puts queued messages into words, from what is true of their appointments now, for whatever sends them. */
export class QueuedMessages {
  constructor(
    private readonly deps: {
      appointments: AppointmentModel;
      notifications: Notifications;
      messages: AppointmentMessages;
      halls: HallDirectory;
      cipher: FieldCipher;
    },
  ) {}

  async compose(): Promise<number> {
    const { appointments, notifications, messages, halls, cipher } = this.deps;
    const queued = await notifications.uncomposed();
    const records = await appointments.find({ _id: { $in: queued.map(({ subject }) => subject) } }).lean();
    const bySubject = new Map(records.map((record) => [record._id, record]));
    let composed = 0;
    for (const { id, kind, subject } of queued) {
      const record = bySubject.get(subject);
      if (!record) continue;
      const { contactPhone } = openPersonal(cipher, record.personal);
      const content = messages.compose(kind, record, { hall: await halls.named(record.hall), contactPhone });
      await notifications.composed(id, content);
      composed += 1;
    }
    return composed;
  }
}
