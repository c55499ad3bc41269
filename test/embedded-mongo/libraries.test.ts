import { EventEmitter, once } from 'node:events';
import { Agenda } from 'agenda';
import { MongoBackend } from '@agendajs/mongo-backend';
import { expect } from 'chai';
import { MongoStore } from 'connect-mongo';
import type { SessionData } from 'express-session';
import mongoose from 'mongoose';
import { RateLimiterMongo } from 'rate-limiter-flexible';
import { useStore } from './support.js';

const store = useStore();

describe('mongoose', () => {
  let connection: mongoose.Connection;
  before(async () => {
    connection = await mongoose.createConnection(store.uri, { dbName: `${store.db.databaseName}_m` }).asPromise();
  });
  after(async () => {
    await connection.dropDatabase();
    await connection.close();
  });

  it('syncs indexes, saves with versions and refuses a stale save', async () => {
    const schema = new mongoose.Schema(
      { name: { type: String, unique: true }, tags: [String], at: Date },
      { optimisticConcurrency: true },
    );
    const Thing = connection.model('Thing', schema);
    await Thing.syncIndexes();
    const first = await Thing.create({ name: 'a', tags: ['x', 'y'], at: new Date(0) });
    const stale = await Thing.findById(first._id).orFail();
    first.tags.push('z');
    await first.save();
    stale.tags.push('q');
    expect(await stale.save().catch((error: Error) => error.name)).to.equal('VersionError');
    expect(await Thing.create({ name: 'a' }).catch((error: { code: number }) => error.code)).to.equal(11000);
    expect((await Thing.findOne({ tags: 'z' }).orFail()).tags).to.deep.equal(['x', 'y', 'z']);
  });

  it('populates, discriminates, inserts and bulk-writes many, and streams a cursor', async () => {
    const Owner = connection.model('Owner', new mongoose.Schema({ name: String }));
    const Animal = connection.model(
      'Animal',
      new mongoose.Schema({ owner: { type: mongoose.Types.ObjectId, ref: 'Owner' }, legs: Number }),
    );
    const Bird = Animal.discriminator('Bird', new mongoose.Schema({ wings: Number }));
    const [ann] = await Owner.insertMany([{ name: 'Ann' }, { name: 'Bo' }]);
    await Animal.insertMany(Array.from({ length: 250 }, (_, i) => ({ owner: ann?._id, legs: i })));
    await Bird.create({ owner: ann?._id, legs: 2, wings: 2 });
    await Animal.bulkWrite([
      { updateMany: { filter: { legs: { $gte: 240 } }, update: { $inc: { legs: 1000 } } } },
      { deleteOne: { filter: { legs: 0 } } },
    ]);
    expect(await Bird.countDocuments()).to.equal(1);
    expect(await Animal.countDocuments({ legs: { $gte: 1240 } })).to.equal(10);
    const bird = await Bird.findOne().populate<{ owner: { name: string } }>('owner').orFail();
    expect(bird.owner.name).to.equal('Ann');
    let seen = 0;
    for await (const animal of Animal.find().sort({ legs: 1 }).cursor({ batchSize: 20 }))
      seen += Number(animal.legs !== undefined);
    expect(seen).to.equal(250);
  });
});

describe('Agenda', () => {
  it('locks, repeats and drains jobs', async () => {
    const agenda = new Agenda({ backend: new MongoBackend({ mongo: store.db }), processEvery: 50 });
    const ran: string[] = [];
    const done = new EventEmitter();
    agenda.define('once', (job) => {
      ran.push(String((job.attrs.data as { n: number }).n));
      done.emit('once');
    });
    let repeats = 0;
    agenda.define('often', () => {
      if (++repeats === 2) done.emit('often');
    });
    await agenda.start();
    const finished = Promise.all([once(done, 'once'), once(done, 'often')]);
    await agenda.now('once', { n: 7 });
    await agenda.every('1 second', 'often');
    await finished;
    await agenda.drain();
    expect(ran).to.deep.equal(['7']);
    const jobs = store.db.collection('agendaJobs');
    expect(await jobs.countDocuments({ name: 'often', type: 'single' })).to.equal(1);
  });
});

describe('connect-mongo', () => {
  it('stores, touches and destroys a session, with a TTL index', async () => {
    const sessions = MongoStore.create({
      client: store.client,
      dbName: store.db.databaseName,
      ttl: 60,
      stringify: false,
    });
    const call = <T>(run: (done: (error?: unknown, value?: T) => void) => void) =>
      new Promise<T | undefined>((resolve, reject) =>
        run((error, value) => (error ? reject(new Error(JSON.stringify(error))) : resolve(value))),
      );
    const data = {
      cookie: { originalMaxAge: 1000, expires: new Date(Date.now() + 50_000) },
      user: 'u1',
    } as unknown as SessionData;
    await call((done) => sessions.set('s1', data, done));
    const collection = store.db.collection<{ _id: string; expires: Date }>('sessions');
    const first = await collection.findOne({ _id: 's1' });
    data.cookie.expires = new Date(Date.now() + 500_000);
    await call((done) => sessions.touch('s1', data, done));
    const touched = await collection.findOne({ _id: 's1' });
    expect(touched?.expires.getTime()).to.be.greaterThan(first?.expires.getTime() ?? Infinity);
    expect(await call<SessionData | null>((done) => void sessions.get('s1', done))).to.have.property('user', 'u1');
    expect((await collection.indexes()).some((index) => index.expireAfterSeconds === 0)).to.equal(true);
    await call((done) => sessions.destroy('s1', done));
    expect(await collection.countDocuments()).to.equal(0);
  });
});

describe('rate-limiter-flexible', () => {
  it('counts points and refuses when they are used up', async () => {
    const limiter = new RateLimiterMongo({
      storeClient: store.client,
      dbName: store.db.databaseName,
      points: 3,
      duration: 5,
    });
    const results = await Promise.allSettled(Array.from({ length: 8 }, () => limiter.consume('address')));
    expect(results.filter(({ status }) => status === 'fulfilled')).to.have.length(3);
    const state = await limiter.get('address');
    expect(state?.consumedPoints).to.equal(8);
  });
});
