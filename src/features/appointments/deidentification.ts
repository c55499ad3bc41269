import type { AppointmentModel, AppointmentRecord } from './appointment.model.js';

const BATCH = 500;

/** What names a person or leads to one. Hall, day, business, lane, kinds of documents, state and outcome stay for statistics. */
const NAMING = {
  personal: 1,
  hasLeftPhones: 1,
  phoneHash: 1,
  otherPhoneHashes: 1,
  activeKeys: 1,
  receiptNumberHash: 1,
  requestHash: 1,
  certificateSerial: 1,
  missedBy: 1,
} as const;

/** Takes away, in one guarded write, who somebody's appointment is about; false when it has changed meanwhile. */
export async function deidentifyAppointment(
  appointments: AppointmentModel,
  { _id, state, updatedAt }: Pick<AppointmentRecord, '_id' | 'state' | 'updatedAt'>,
  now: Date,
): Promise<boolean> {
  const { modifiedCount } = await appointments.updateOne({ _id, state, updatedAt, ...NAMED }, withoutNames(_id, now));
  return modifiedCount === 1;
}

/**
 * Appointments whose day and last change both lie before `before`, de-identified in batches. Each is one write, so that what was
 * interrupted is gone on with by running it again.
 */
export async function purgeAppointments(
  appointments: AppointmentModel,
  { before, now, commit }: { before: Date; now: Date; commit: boolean },
): Promise<number> {
  const due = { updatedAt: { $lt: before }, endsAt: { $lt: before }, ...NAMED };
  if (!commit) return appointments.countDocuments(due);
  let done = 0;
  let ids: string[] = [];
  const flush = async () => {
    const operations = ids.map((_id) => ({
      updateOne: { filter: { ...due, _id }, update: withoutNames(_id, now) },
    }));
    done += (await appointments.collection.bulkWrite(operations as never)).modifiedCount;
    ids = [];
  };
  const cursor = appointments.find(due, { _id: 1 }).lean<{ _id: string }[]>().cursor({ batchSize: BATCH });
  for await (const { _id } of cursor) {
    ids.push(_id);
    if (ids.length === BATCH) await flush();
  }
  if (ids.length > 0) await flush();
  return done;
}

const NAMED = { personal: { $exists: true } } as const;

// The unique key of the request is replaced, because an index over missing values would let only one appointment be without.
function withoutNames(id: string, now: Date): object {
  return { $set: { deidentifiedAt: now, requestKey: `deidentified:${id}` }, $unset: NAMING };
}
