import { expect } from 'chai';
import { MongoClient, MongoServerError, type CreateIndexesOptions, type Document } from 'mongodb';
import { onlyEmbedded, useStore } from './support.js';

const store = useStore();

async function codeOf(promise: Promise<unknown>): Promise<number | string | undefined> {
  const error: unknown = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  return error instanceof MongoServerError ? error.code : undefined;
}

// https://www.mongodb.com/docs/manual/reference/command/create/
describe('making a collection', () => {
  it('that is there already is done, and refused only with other options', async () => {
    const { collectionName } = store.collection();
    await store.db.command({ create: collectionName });
    expect(await store.db.command({ create: collectionName })).to.deep.include({ ok: 1 });
    expect(await codeOf(store.db.command({ create: collectionName, capped: true, size: 4096 }))).to.equal(48);
  });

  it('takes no expiry that would never come', async () => {
    const { collectionName } = store.collection();
    expect(await codeOf(store.db.command({ create: collectionName, expireAfterSeconds: 10 }))).to.equal(72);
  });
});

// https://www.mongodb.com/docs/manual/reference/command/createIndexes/
describe('making an index', () => {
  it('of the same fields is possible beside another that is not unique, or not sparse, under a name of its own', async () => {
    const rows = store.collection();
    await rows.createIndex({ score: 1 }, { name: 'basic' });
    await rows.createIndex({ score: 1 }, { name: 'sparse', sparse: true });
    await rows.createIndex({ score: 1 }, { name: 'unique', unique: true });
    expect((await rows.indexes()).map(({ name }) => name)).to.deep.equal(['_id_', 'basic', 'sparse', 'unique']);
    expect(await codeOf(rows.createIndex({ score: 1 }, { name: 'again' }))).to.equal(85);
    expect(await codeOf(store.db.command({ dropIndexes: rows.collectionName, index: { score: 1 } }))).to.equal(181);
    await rows.insertOne({ score: 1 });
    expect(await codeOf(rows.insertOne({ score: 1 }))).to.equal(11000);
  });

  it('of a name that is taken tells other options from another index', async () => {
    const rows = store.collection();
    await rows.createIndex({ at: 1 }, { expireAfterSeconds: 10 });
    const again = (options: CreateIndexesOptions) => codeOf(rows.createIndex({ at: 1 }, options));
    expect(await again({ expireAfterSeconds: 10 })).to.equal(undefined);
    expect(await again({ expireAfterSeconds: 20 })).to.equal(85);
    expect(await again({ expireAfterSeconds: 10, unique: true })).to.equal(86);
    expect(await codeOf(rows.createIndex({ by: 1 }, { name: 'at_1' }))).to.equal(86);
  });

  it('refuses what is no option of an index', async () => {
    const { collectionName: createIndexes } = store.collection();
    const index = { key: { a: 1 }, name: 'a_1', nonsense: true };
    expect(await codeOf(store.db.command({ createIndexes, indexes: [index] }))).to.equal(197);
  });
});

// https://www.mongodb.com/docs/manual/reference/command/collMod/
describe('collMod', () => {
  it('hides an index from the planner and shows it again', async () => {
    const rows = store.collection();
    await rows.createIndex({ a: 1 });
    const hide = (hidden: boolean) =>
      store.db.command({ collMod: rows.collectionName, index: { keyPattern: { a: 1 }, hidden } });
    const stages = async () => JSON.stringify((await rows.find({ a: 1 }).explain('queryPlanner'))['queryPlanner']);
    expect(await hide(true)).to.deep.include({ hidden_old: false, hidden_new: true });
    expect(await stages()).to.include('COLLSCAN');
    expect((await rows.indexes())[1]).to.deep.include({ hidden: true });
    await hide(false);
    expect(await stages()).to.include('IXSCAN');
  });

  it('changes when documents expire, and says what it cannot find', async () => {
    const rows = store.collection();
    await rows.createIndex({ at: 1 }, { expireAfterSeconds: 10 });
    const change = (index: Document) => store.db.command({ collMod: rows.collectionName, index });
    const answer = await change({ name: 'at_1', expireAfterSeconds: 20 });
    expect([answer['expireAfterSeconds_old'], answer['expireAfterSeconds_new']].map(Number)).to.deep.equal([10, 20]);
    expect((await rows.indexes())[1]).to.deep.include({ expireAfterSeconds: 20 });
    expect(await codeOf(change({ name: 'none', hidden: true }))).to.equal(27);
    expect(await codeOf(change({ name: '_id_', hidden: true }))).to.equal(2);
    expect(await codeOf(store.db.command({ collMod: 'nowhere', index: { name: 'x', hidden: true } }))).to.equal(26);
  });
});

// https://www.mongodb.com/docs/manual/reference/error-codes/
describe('a cursor over a collection that is dropped', () => {
  it('fails instead of ending early, and is gone', async () => {
    const rows = store.collection();
    await rows.insertMany(Array.from({ length: 10 }, (_, n) => ({ n })));
    const { cursor } = await store.db.command({ find: rows.collectionName, batchSize: 2 });
    await rows.drop();
    const more = { getMore: (cursor as Document)['id'] as unknown, collection: rows.collectionName };
    expect(await codeOf(store.db.command(more))).to.equal(175);
    expect(await codeOf(store.db.command(more))).to.equal(43);
  });
});

// https://www.mongodb.com/docs/manual/reference/stable-api/
describe('the Stable API', () => {
  it('holds a strict client to its commands', async () => {
    const api = { apiVersion: '1', apiStrict: true };
    expect(await store.db.command({ ping: 1, ...api })).to.deep.include({ ok: 1 });
    expect(await codeOf(store.db.command({ distinct: 'c', key: 'a', ...api }))).to.equal(323);
    expect(await codeOf(store.db.command({ ping: 1, apiVersion: '2' }))).to.equal(322);
  });
});

onlyEmbedded('what is asked of a server', () => {
  it('of its machine and its log is answered', async () => {
    const admin = store.client.db('admin');
    expect(await admin.command({ hostInfo: 1 })).to.have.nested.property('system.numCores');
    expect(await admin.command({ getCmdLineOpts: 1 })).to.deep.include({ argv: [] });
    expect(await admin.command({ getLog: 'startupWarnings' })).to.deep.include({ log: [] });
    expect(await store.db.profilingLevel()).to.equal('off');
  });

  it('and is not there has the codes of MongoDB', async () => {
    const rows = store.collection();
    await rows.insertOne({ a: 1 });
    const { collectionName: name } = rows;
    const run = (command: Document) => codeOf(store.db.command(command));
    expect(await codeOf(store.client.db('admin').command({ replSetGetStatus: 1 }))).to.equal(76);
    const running = store.client.db('admin').aggregate([{ $currentOp: {} }]);
    expect(await codeOf(running.toArray())).to.equal(115);
    expect(await run({ createSearchIndexes: name, indexes: [] })).to.equal(31082);
    expect(await run({ aggregate: name, pipeline: [{ $search: {} }], cursor: {} })).to.equal(31082);
    expect(await run({ find: name, tailable: true })).to.equal(2);
    expect(await run({ find: name, filter: { a: { $near: [1, 2] } } })).to.equal(238);
    expect(await run({ find: name, filter: { a: { $options: 'i' } } })).to.equal(2);
    expect(await run({ insert: name, documents: [{}], writeConcern: { w: 'rack' } })).to.equal(2);
    expect(await run({ createIndexes: name, indexes: [{ key: { 'a.$**': 1 }, name: 'all' }] })).to.equal(67);
  });

  it('with a name and a password is refused as a server without that user does', async () => {
    const uri = store.uri.replace('mongodb://', 'mongodb://name:password@');
    expect(await codeOf(MongoClient.connect(uri))).to.equal(18);
  });
});
