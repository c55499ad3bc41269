import type { Connection } from 'mongoose';
import { initialIndexes } from './20261125090000-initial-indexes.js';
import { queuedMessages } from './20261125190000-queued-messages.js';
import { staff } from './20261125200100-staff.js';
import { serving } from './20261125200200-serving.js';
import { desk } from './20261125200250-desk.js';
import { divorce } from './20261125200300-divorce.js';
import { hallOffice } from './20261125200400-hall-office.js';
import { privacy } from './20261125200500-privacy.js';
import { outbox } from './20261125230000-outbox.js';
import { webhooks } from './20261125230100-webhooks.js';
import { unsafePhones } from './20261126090000-unsafe-phones.js';
import { leftPhones } from './20261126110000-left-phones.js';
import { databaseOf, type Migration } from './migration.js';

export const migrations: readonly Migration[] = [
  initialIndexes,
  queuedMessages,
  staff,
  serving,
  desk,
  divorce,
  hallOffice,
  privacy,
  outbox,
  webhooks,
  unsafePhones,
  leftPhones,
];

interface AppliedRecord {
  _id: string;
  at: Date;
}

/** Brings the store up to date, oldest step first. Two processes at once do the same safe work twice. */
export async function migrateUp(connection: Connection, now: Date, { commit } = { commit: true }): Promise<string[]> {
  const database = databaseOf(connection);
  const applied = database.collection<AppliedRecord>('migrations');
  const known = new Set((await applied.find().toArray()).map(({ _id }) => _id));
  const waiting = migrations.filter(({ id }) => !known.has(id));
  if (!commit) return waiting.map(({ id }) => id);
  for (const { id, up } of waiting) {
    await up(database);
    await applied.updateOne({ _id: id }, { $setOnInsert: { at: now } }, { upsert: true });
  }
  return waiting.map(({ id }) => id);
}

/** Takes back the newest `steps` steps. */
export async function migrateDown(
  connection: Connection,
  steps: number,
  { commit } = { commit: true },
): Promise<string[]> {
  const database = databaseOf(connection);
  const applied = database.collection<AppliedRecord>('migrations');
  const newest = (await applied.find().sort({ _id: -1 }).limit(steps).toArray()).map(({ _id }) => _id);
  if (!commit) return newest;
  for (const id of newest) {
    await migrations.find((migration) => migration.id === id)?.down(database);
    await applied.deleteOne({ _id: id });
  }
  return newest;
}
