import type { FieldCipher } from '../../infrastructure/field-cipher.js';
import type { Hall } from '../halls/index.js';
import { type Notifications, owedBy } from '../notifications/index.js';
import type { AppointmentRecord } from './appointment.model.js';
import type { AppointmentSource } from './messages/appointment-source.js';
import { type AppointmentSubject, type Contact, subjectOf } from './messages/appointment-subject.js';

/** What couples are told by message follows from the appointment; whoever changes one says so here. */
export class AppointmentMessages {
  constructor(
    private readonly deps: { outbox: Notifications['outbox']; source: AppointmentSource; cipher: FieldCipher },
  ) {}

  /** Of an appointment that has just been made: nobody can have been told anything yet. */
  async booked(
    record: AppointmentRecord,
    { hall, contactPhone, contactEmail }: Contact & { hall: Hall },
  ): Promise<void> {
    const contact = { contactPhone, ...(contactEmail !== undefined && { contactEmail }) };
    const { outbox, source } = this.deps;
    await outbox.plan(source, { record, hall, contact }, record.updatedAt, { isNew: true });
  }

  /** Tells what the latest change was, moves reminders and takes back what is no longer true; doing it again changes nothing. */
  async changed(record: AppointmentRecord, hall: Hall): Promise<void> {
    const { outbox, source, cipher } = this.deps;
    await outbox.plan(source, subjectOf(record, hall, cipher), record.updatedAt);
  }

  /** Of several at once, as they are in the store. */
  async reconsider(ids: readonly string[], now: Date): Promise<void> {
    const { outbox, source } = this.deps;
    for (const subject of (await source.load(ids)).values()) await outbox.plan(source, subject, now);
  }

  /** Keys of what should have been written about each of these by now and was not. */
  async missing(records: readonly AppointmentRecord[], now: Date): Promise<Map<string, string[]>> {
    const { source, outbox } = this.deps;
    const subjects = await source.load(records.map(({ _id }) => _id));
    const owed = [...subjects].map(([id, subject]) => ({ id, keys: usefulKeys(source, subject, now) }));
    const written = await outbox.written(owed.flatMap(({ keys }) => keys));
    return new Map(owed.map(({ id, keys }) => [id, keys.filter((key) => !written.has(key))]));
  }
}

function usefulKeys(source: AppointmentSource, subject: AppointmentSubject, now: Date): string[] {
  return owedBy(source, subject)
    .filter(({ occasion: { dueAt, expiresAt } }) => dueAt <= now && (expiresAt === undefined || expiresAt > now))
    .map(({ id }) => id);
}
