import { join } from 'node:path';
import type { Express } from 'express';
import type { mongo } from 'mongoose';
import { type Connection } from 'mongoose';
import supertest from 'supertest';
import { createApp } from '../../src/app.js';
import { type Config, loadConfig } from '../../src/config/index.js';
import { addDays, civilDateAt } from '../../src/features/calendar/index.js';
import type { Hall } from '../../src/features/halls/index.js';
import { MovableClock } from '../../src/infrastructure/clock.js';
import { createI18n } from '../../src/infrastructure/i18n.js';
import { createLogger } from '../../src/infrastructure/logger.js';
import { openConnection } from '../../src/infrastructure/mongo.js';
import { SharedClock } from '../../src/infrastructure/shared-clock.js';
import { planAllHalls } from '../../src/jobs/recurring-jobs.js';
import { migrateUp } from '../../src/migrations/index.js';
import { createServices, type Services } from '../../src/services.js';
import { buildAssets } from '../../scripts/lib/build-assets.mjs';
import { foreignHall, testHall } from './halls.js';
import { type GeneratedPerson, generateCouple } from './people.js';
import { useStore } from './store.js';
import { makeTempFolder } from './temp-folder.js';

/** Monday; the halls of the harness have released slots from 2026-11-03 to the 17th. */
export const MONDAY_MORNING = '2026-11-02T09:00:00+08:00';
/** A Monday a week later, released, with every hall open. */
export const BOOKABLE_DAY = '2026-11-09';

export interface Bureau {
  app: Express;
  services: Services;
  connection: Connection;
  clock: MovableClock;
  config: Config;
  http: ReturnType<typeof supertest>;
  /** Everything that was logged, as JSON lines. */
  logs: string[];
  /** Moves the clock, as /dev/clock does. */
  setTime(at: string | Date): void;
  advance(ms: number): void;
  /** Gives one slot of the bookable day exactly so many places. */
  setCapacity(
    capacity: number,
    slot?: { hall?: string; date?: string; start?: string; business?: string; lane?: string },
  ): Promise<void>;
  /** Confirms a phone the way a person does, reading the code from the outbox. */
  verifyPhone(phone: string): Promise<string>;
  /** A body for POST /api/v1/appointments: a generated couple whose phone is verified. */
  bookingBody(seed: number, overrides?: Record<string, unknown>): Promise<BookingBody>;
  /** Books over HTTP and expects it to work. */
  bookCouple(seed: number, overrides?: Record<string, unknown>): Promise<BookedAppointment>;
}

export interface BookingBody {
  hall: string;
  date: string;
  start: string;
  business: string;
  parties: object[];
  contactToken: string;
  consents: { booking: true };
}

export interface BookedAppointment {
  reference: string;
  manageToken: string;
  state: string;
  date: string;
  start: string;
  [field: string]: unknown;
}

/**
 * The real app on a real store with two halls, 30 days of slots and a clock that a test can move. Rate limits by address are
 * wide, because a test is one address.
 */
export function useBureau(options: { halls?: Hall[]; env?: Record<string, string>; at?: string } = {}): Bureau {
  const store = useStore();
  const bureau = {} as Bureau;

  before('bureau', async function () {
    this.timeout(60_000);
    Object.assign(bureau, await openBureau(store.uri, options));
  });
  after('bureau', async () => {
    await bureau.services?.audit.close();
    await bureau.connection?.close();
  });
  return bureau;
}

let assets: Promise<string> | undefined;

async function openBureau(
  uri: string,
  { halls = [testHall(), foreignHall()], env = {}, at = MONDAY_MORNING }: Parameters<typeof useBureau>[0] & object,
): Promise<Bureau> {
  const logs: string[] = [];
  const config = loadConfig({
    NODE_ENV: 'test',
    DATA_DIR: makeTempFolder('bureau'),
    MONGODB_URI: uri,
    ...WIDE_LIMITS,
    ...CHEAP_HASHES,
    ...env,
  });
  config.paths.assets = await (assets ??= buildTestAssets());
  const logger = createLogger({ level: 'info', name: 'test' }, { write: (line) => void logs.push(line) });
  const connection = openConnection(uri, { monitorCommands: true });
  await connection.asPromise();
  const clock = new MovableClock();
  const sharedClock = new SharedClock(clock, connection, logger);
  const services = createServices({ config, connection, clock, logger, i18n: createI18n(config.paths.locales) });
  const setTime = (instant: string | Date) =>
    clock.moveTo(clock.offset + new Date(instant).getTime() - clock.now().getTime());
  setTime(at);
  await migrateUp(connection, clock.now());
  await services.models.halls.insertMany(halls.map(({ id, ...hall }) => ({ _id: id, ...hall })));
  services.halls.forget();
  await planAllHalls(services, clock.now());

  const app = createApp(services, { sharedClock });
  const http = supertest(app);
  const bureau: Bureau = {
    app,
    services,
    connection,
    clock,
    config,
    http,
    logs,
    setTime,
    advance: (ms) => clock.moveTo(clock.offset + ms),
    async setCapacity(capacity, slot = {}) {
      const { hall = 'futian', date = BOOKABLE_DAY, start = '09:00', business = 'marriage', lane = 'online' } = slot;
      const { matchedCount } = await services.models.slots.updateOne(
        { _id: `${hall}/${date}/${start}/${business}/${lane}` },
        { $set: { capacity, isPinned: true } },
      );
      if (matchedCount !== 1) throw new Error('there is no such slot');
    },
    async verifyPhone(phone) {
      const now = clock.now();
      const { id } = await services.contacts.start({ phone, now, language: 'zh-CN' });
      const messages = await services.notifications.messages.latest({ phone });
      const message = messages.find(({ subject }) => subject === id);
      return (await services.contacts.confirm({ id, code: message?.code ?? '', now })).token;
    },
    async bookingBody(seed, overrides = {}) {
      const couple = generateCouple({ seed });
      return {
        hall: 'futian',
        date: BOOKABLE_DAY,
        start: '09:00',
        business: 'marriage',
        parties: couple.map(toParty),
        contactToken: await bureau.verifyPhone(couple[0].phone),
        consents: { booking: true },
        ...overrides,
      };
    },
    async bookCouple(seed, overrides) {
      const body = await bureau.bookingBody(seed, overrides);
      const response = await http.post('/api/v1/appointments').set('Idempotency-Key', `couple-${seed}`).send(body);
      if (response.status !== 201) throw new Error(`booking answered ${response.status}: ${response.text}`);
      return response.body as BookedAppointment;
    },
  };
  return bureau;
}

/** A generated person as callers send one. */
export function toParty({ role, name, document, phone, household, soldier }: GeneratedPerson): object {
  return {
    role,
    name,
    document,
    phone,
    ...(household && { household }),
    ...(soldier !== undefined && { soldier }),
  };
}

/** Counts the commands a connection sends while `work` runs. */
export async function countCommands(connection: Connection, work: () => Promise<unknown>): Promise<string[]> {
  const sent: string[] = [];
  const note = ({ commandName }: mongo.CommandStartedEvent) => void sent.push(commandName);
  const client = connection.getClient();
  client.on('commandStarted', note);
  try {
    await work();
  } finally {
    client.off('commandStarted', note);
  }
  return sent;
}

/** The day so many days after the harness's today. */
export function dayAfter(bureau: Bureau, days: number): string {
  return addDays(civilDateAt(bureau.clock.now(), 'Asia/Shanghai'), days);
}

async function buildTestAssets(): Promise<string> {
  const outDir = join(makeTempFolder('assets'), 'assets');
  await buildAssets({ outDir });
  return outDir;
}

const CHEAP_HASHES = { STAFF_HASH_MEMORY_KIB: '64', STAFF_HASH_PASSES: '1' };

const WIDE_LIMITS = {
  RATE_ADDRESS_BOOKINGS: '1000000/1m',
  RATE_ADDRESS_HOLDS: '1000000/1m',
  RATE_ADDRESS_VERIFICATIONS: '1000000/1m',
  RATE_ADDRESS_LOOKUPS: '1000000/1m',
  RATE_ADDRESS_ELIGIBILITY: '1000000/1m',
  RATE_ADDRESS_SIGN_INS: '1000000/1m',
};
