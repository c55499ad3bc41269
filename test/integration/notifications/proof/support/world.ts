import { createHash } from 'node:crypto';
import { loadConfig } from '../../../../../src/config/index.js';
import { UnsafePhones } from '../../../../../src/features/divorce/index.js';
import type { Hall } from '../../../../../src/features/halls/index.js';
import {
  type Channel,
  createNotifications,
  type Notifications,
  type SubjectSource,
} from '../../../../../src/features/notifications/index.js';
import { type Clock } from '../../../../../src/infrastructure/clock.js';
import { FieldCipher, KeyedHash } from '../../../../../src/infrastructure/field-cipher.js';
import { createI18n } from '../../../../../src/infrastructure/i18n.js';
import { createLogger } from '../../../../../src/infrastructure/logger.js';
import { openConnection } from '../../../../../src/infrastructure/mongo.js';
import { migrateUp } from '../../../../../src/migrations/index.js';
import { createServices } from '../../../../../src/services.js';
import { testHall } from '../../../../support/halls.js';
import { makeTempFolder } from '../../../../support/temp-folder.js';

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

interface ProcessOptions {
  /** What messages are about, where a test has something else in mind than the product. */
  sources?: readonly SubjectSource[];
  /** What nobody asks before sending. */
  ignores?: readonly ('wishes' | 'protection')[];
}

/** A bureau's records and messages on a real store, with everything that the product's messages are about, and without its pages. */
export async function openWorld(uri: string, clock: Clock) {
  const config = loadConfig({
    NODE_ENV: 'test',
    DATA_DIR: makeTempFolder('proof'),
    MONGODB_URI: uri,
    FIELD_KEYS: `proof:${FIELD_KEY.toString('base64')}`,
    LOOKUP_KEY: LOOKUP_KEY.toString('base64'),
    PUBLIC_URL: 'https://xiyue.example',
  });
  const connection = openConnection(uri);
  await connection.asPromise();
  await migrateUp(connection, clock.now());
  const logger = createLogger({ level: 'silent', name: 'proof' });
  const services = createServices({ config, connection, clock, logger, i18n: createI18n(config.paths.locales) });
  const { models, texts, messagePreferences: wishes } = services;
  await models.halls.insertMany(HALLS.map(({ id, ...hall }) => ({ _id: id, ...hall })));
  const { sources } = services.notifications.catalogue;
  const protection = new UnsafePhones(models.divorceApplications);

  /** What one process of the product holds: its own services on the shared store. */
  function startProcess(channel: Channel, options: ProcessOptions = {}): Notifications {
    const { ignores = [] } = options;
    const notifications = createNotifications({
      messages: models.messages,
      connection,
      cipher: CIPHER,
      hash: HASH,
      clock,
      logger,
      words: texts,
      wishes: ignores.includes('wishes') ? { declines: () => Promise.resolve(false) } : wishes,
      protection: ignores.includes('protection') ? { isProtected: () => Promise.resolve(false) } : protection,
      channelFor: () => channel,
      isLocal: false,
    });
    notifications.register({ sources: options.sources ?? sources });
    return notifications;
  }
  return {
    connection,
    models,
    sources,
    source: services.aboutAppointments,
    wishes,
    protection,
    cipher: CIPHER,
    clock,
    startProcess,
    async close() {
      await services.audit.close();
      await connection.close();
    },
  };
}

function keyOf(name: string): Buffer {
  return createHash('sha256').update(`proof ${name}`).digest();
}
