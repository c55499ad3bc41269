import type { mongo } from 'mongoose';
import { messageTextIndexes } from '../features/message-texts/index.js';
import { messageKey, outboxIndexes, queuedMessageIndexes } from '../features/notifications/index.js';
import { existingIndexes, indexMigration, type IndexSpec, type Migration } from './migration.js';

const BATCH = 500;
const AGENDAS_OWN: readonly IndexSpec[] = [
  { name: 'findAndLockNextJobIndex', key: { name: 1, priority: -1, lockedAt: 1, nextRunAt: 1, disabled: 1 } },
];

interface OldMessage {
  _id: string;
  kind: string;
  subject: string;
  state: 'queued' | 'sent';
  at: Date;
}

const indexes = indexMigration('20261125230000-outbox', {
  messages: outboxIndexes,
  messageTexts: messageTextIndexes,
  agendaJobs: [
    // In the order in which Agenda takes jobs: the one it recommends makes it sort thousands of waiting tasks for each it takes.
    { name: 'next', key: { name: 1, nextRunAt: 1, priority: -1 } },
    { name: 'task', key: { name: 1, 'data.id': 1 }, partialFilterExpression: { 'data.id': { $exists: true } } },
  ],
});

/** Gives messages of the first version the keys they would have now, so that nobody is told anything again. */
export const outbox: Migration = {
  id: indexes.id,
  async up(database) {
    const messages = database.collection<OldMessage>('messages');
    for (;;) {
      const old = await messages
        .find({ dueAt: { $exists: false } })
        .limit(BATCH)
        .toArray();
      if (old.length === 0) break;
      const renewed = old.map((message) => ({
        replaceOne: { filter: { _id: keyOf(message) }, replacement: inNewForm(message), upsert: true },
      }));
      await messages.bulkWrite(renewed as mongo.AnyBulkWriteOperation<OldMessage>[]);
      await messages.deleteMany({ _id: { $in: old.map(({ _id }) => _id) }, dueAt: { $exists: false } });
    }
    await dropIndexes(database, 'messages', queuedMessageIndexes);
    await dropIndexes(database, 'agendaJobs', AGENDAS_OWN);
    await indexes.up(database);
  },
  async down(database) {
    await indexes.down(database);
    const messages = database.collection('messages');
    await messages.deleteMany({ state: { $nin: ['queued', 'sent'] } });
    const unset = { role: 1, dueAt: 1, nextAt: 1, wakeAt: 1, sentAt: 1, attempts: 1, expiresAt: 1, hall: 1, given: 1 };
    await messages.updateMany({}, { $unset: { ...unset, textVersion: 1, outgoingId: 1, providerId: 1, failure: 1 } });
    await messages.createIndexes(queuedMessageIndexes as unknown as mongo.IndexDescription[]);
    await database.collection('agendaJobs').createIndexes(AGENDAS_OWN as unknown as mongo.IndexDescription[]);
  },
};

async function dropIndexes(database: mongo.Db, collection: string, indexes: readonly IndexSpec[]): Promise<void> {
  const present = await existingIndexes(database, collection);
  for (const { name } of indexes) if (present.has(name)) await database.collection(collection).dropIndex(name);
}

function keyOf({ kind, subject, _id, at }: OldMessage): string {
  return messageKey({ kind, subject, role: roleOf({ kind, _id }), dueAt: at });
}

function inNewForm({ _id, state, ...message }: OldMessage): object {
  const { kind, at } = message;
  const isSent = state === 'sent';
  const role = roleOf({ kind, _id });
  return {
    ...message,
    state,
    role,
    dueAt: at,
    nextAt: at,
    wakeAt: at,
    attempts: isSent ? 1 : 0,
    ...(isSent && { sentAt: at }),
  };
}

/** The parties of a divorce were told apart by the end of the key. */
function roleOf({ kind, _id }: Pick<OldMessage, 'kind' | '_id'>): string {
  const party = kind.startsWith('divorce-') ? _id.at(-1) : undefined;
  if (party !== undefined) return `party-${party}`;
  return kind.startsWith('appointment-') || kind.startsWith('day-') ? 'contact' : 'recipient';
}
