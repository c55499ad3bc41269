import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import type { Connection } from 'mongoose';
import { pino } from 'pino';
import { loadConfig, readEnvironment } from '../../src/config/index.js';
import { addDays, civilDateAt, BUREAU_ZONE } from '../../src/features/calendar/index.js';
import type { Hall } from '../../src/features/halls/index.js';
import { systemClock } from '../../src/infrastructure/clock.js';
import { loadDevKeys } from '../../src/infrastructure/dev-keys.js';
import { createI18n } from '../../src/infrastructure/i18n.js';
import { openConnection } from '../../src/infrastructure/mongo.js';
import { migrateUp } from '../../src/migrations/index.js';
import { createServices, type Services } from '../../src/services.js';
import { benchHalls } from './bench-halls.js';
import type { BenchStore } from './bench-store.js';

const NO_LIMIT = '100000000/1m';

export interface BenchBureau {
  /** What the web process is started with. */
  env: NodeJS.ProcessEnv;
  services: Services;
  connection: Connection;
  halls: Hall[];
  close(): Promise<void>;
}

/** A production configuration with keys of this run's own, and halls with all their slots in the store. */
export async function prepareBureau(
  { uri, folder }: BenchStore,
  settings: NodeJS.ProcessEnv = {},
): Promise<BenchBureau> {
  const keys = loadDevKeys(join(folder, 'keys'));
  const env: NodeJS.ProcessEnv = {
    ...readEnvironment(),
    ...keys,
    FIELD_KEYS: keys.FIELD_KEYS.replace(/^dev-1:/, 'bench:'),
    NODE_ENV: 'production',
    PUBLIC_URL: 'https://bench.invalid',
    SMS_GATEWAY_URL: 'https://sms.bench.invalid',
    SMS_GATEWAY_KEYS: `bench:${randomBytes(32).toString('base64')}`,
    MONGODB_URI: uri,
    DATA_DIR: folder,
    HOST: '127.0.0.1',
    PORT: '0',
    DEMO: 'false',
    RATE_ADDRESS_BOOKINGS: NO_LIMIT,
    ...settings,
  };
  const config = loadConfig(env);
  const connection = openConnection(uri, { monitorCommands: true });
  await connection.asPromise();
  const i18n = createI18n(config.paths.locales);
  const services = createServices({
    config,
    connection,
    clock: systemClock,
    logger: pino({ level: 'silent' }),
    i18n,
    processName: 'bench',
  });
  const now = systemClock.now();
  await migrateUp(connection, now);
  const today = civilDateAt(now, BUREAU_ZONE);
  const halls = benchHalls(today);
  await services.models.halls.insertMany(halls.map(({ id, ...hall }) => ({ _id: id, ...hall })));
  const calendar = await services.calendar.current();
  for (const hall of halls) await services.slots.plan({ hall, from: today, to: addDays(today, 20), calendar, now });
  return {
    env,
    services,
    connection,
    halls,
    async close() {
      await services.audit.close();
      await connection.close();
    },
  };
}
