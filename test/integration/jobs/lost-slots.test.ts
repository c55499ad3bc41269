import { setTimeout as wait } from 'node:timers/promises';
import { MongoBackend } from '@agendajs/mongo-backend';
import { Agenda } from 'agenda';
import { expect } from 'chai';
import type { Connection } from 'mongoose';
import { createLogger } from '../../../src/infrastructure/logger.js';
import { openConnection } from '../../../src/infrastructure/mongo.js';
import { keepSlots, lostSlots } from '../../../src/jobs/lost-slots.js';
import { databaseOf } from '../../../src/migrations/migration.js';
import { useStore } from '../../support/store.js';

const TASKS = 12;
const LOCK_MS = 600;
const WORK_MS = 700;

describe('the places of a scheduler', function () {
  this.timeout(60_000);
  const store = useStore();
  let connection: Connection;
  let agenda: Agenda;
  let done: number;

  before(async () => {
    connection = openConnection(store.uri);
    await connection.asPromise();
  });
  beforeEach(async () => {
    done = 0;
    const mongo = databaseOf(connection);
    await mongo.collection('places').deleteMany({});
    agenda = new Agenda({ backend: new MongoBackend({ mongo, collection: 'places' }), processEvery: 200 });
    agenda.on('error', () => undefined);
    const work = async () => {
      await wait(WORK_MS);
      done += 1;
    };
    agenda.define('slow', work, { concurrency: 1, lockLimit: 8, lockLifetime: LOCK_MS, removeOnComplete: true });
    for (let task = 0; task < TASKS; task += 1) await agenda.create('slow', { task }).schedule(new Date()).save();
    await agenda.start();
  });
  afterEach(() => agenda.stop(false));
  after(() => connection.close());

  it('are lost with tasks whose lock runs out while they wait, and stay lost', async () => {
    await until(async () => (await lostSlots(agenda)) > 0);
    await until(() => done === TASKS);
    expect(await lostSlots(agenda)).to.be.above(0);
  });

  it('are all there again once somebody has looked twice, and every task is done', async () => {
    await until(async () => (await lostSlots(agenda)) > 0);
    const end = keepSlots(agenda, createLogger({ level: 'silent', name: 'test' }), 150);
    await until(() => done >= TASKS);
    await until(async () => (await lostSlots(agenda)) === 0);
    end();
    expect(done, 'a task whose lock had run out may have been done twice').to.be.at.least(TASKS);
  });
});

async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
  for (let waited = 0; waited < 40_000; waited += 50) {
    if (await isSo()) return;
    await wait(50);
  }
  throw new Error('it never came about');
}
