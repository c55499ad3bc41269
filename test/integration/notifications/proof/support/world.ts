import { createHash } from 'node:crypto';
import {
  type AppointmentSource,
  appointmentModel,
  appointmentSource,
  blockModel,
  ManageTokens,
} from '../../../../../src/features/appointments/index.js';
import { type Hall, HallDirectory, hallModel } from '../../../../../src/features/halls/index.js';
import { MessageTexts, messageTextModel } from '../../../../../src/features/message-texts/index.js';
import {
  type Channel,
  createNotifications,
  messageModel,
  type Notifications,
} from '../../../../../src/features/notifications/index.js';
import { type Clock } from '../../../../../src/infrastructure/clock.js';
import { FieldCipher, KeyedHash } from '../../../../../src/infrastructure/field-cipher.js';
import { createLogger } from '../../../../../src/infrastructure/logger.js';
import { openConnection } from '../../../../../src/infrastructure/mongo.js';
import { migrateUp } from '../../../../../src/migrations/index.js';
import { testHall } from '../../../../support/halls.js';

/** The same keys in every run, so that the same seed gives the same ids to the gateway. */
export const FIELD_KEY = keyOf('field');
export const LOOKUP_KEY = keyOf('lookup');
export const CIPHER = new FieldCipher([{ id: 'proof', key: FIELD_KEY }]);
export const HASH = new KeyedHash(LOOKUP_KEY);

/** Three zones: one without and one with an offset of its own inside China, and one that changes to winter time in October. */
export const HALLS: readonly Hall[] = [
  testHall(),
  testHall({ id: 'tianshan', division: '650102', timeZone: 'Asia/Urumqi' }),
  testHall({ id: 'abroad', timeZone: 'Europe/Berlin' }),
];

export type World = Awaited<ReturnType<typeof openWorld>>;

/** A bureau's appointments and messages on a real store, without its pages. */
export async function openWorld(uri: string, clock: Clock) {
  const connection = openConnection(uri);
  await connection.asPromise();
  await migrateUp(connection, clock.now());
  const models = {
    appointments: appointmentModel(connection, CIPHER),
    blocks: blockModel(connection),
    halls: hallModel(connection),
    messages: messageModel(connection),
    messageTexts: messageTextModel(connection),
  };
  await models.halls.insertMany(HALLS.map(({ id, ...hall }) => ({ _id: id, ...hall })));
  const halls = new HallDirectory(models.halls);
  const texts = new MessageTexts({ ...models, isNumbered: false });
  const source = appointmentSource({
    ...models,
    halls,
    cipher: CIPHER,
    hash: HASH,
    tokens: new ManageTokens(HASH),
    publicUrl: () => 'https://xiyue.example',
  });
  const logger = createLogger({ level: 'silent', name: 'proof' });

  /** What one process of the product holds: its own services on the shared store. */
  function startProcess(channel: Channel, about: AppointmentSource = source): Notifications {
    const notifications = createNotifications({
      messages: models.messages,
      connection,
      cipher: CIPHER,
      hash: HASH,
      clock,
      logger,
      words: texts,
      wishes: { declines: () => Promise.resolve(false) },
      protection: { isProtected: () => Promise.resolve(false) },
      channelFor: () => channel,
      isLocal: false,
    });
    notifications.register({ sources: [about] });
    return notifications;
  }
  return { connection, models, source, cipher: CIPHER, clock, startProcess, close: () => connection.close() };
}

function keyOf(name: string): Buffer {
  return createHash('sha256').update(`proof ${name}`).digest();
}
