import { expect } from 'chai';
import { Decimal128, Long, MongoServerError, ObjectId, type Document, type MongoBulkWriteError } from 'mongodb';
import { useStore } from './support.js';

const store = useStore();

async function failure(promise: Promise<unknown>): Promise<MongoServerError> {
  const error: unknown = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).to.be.instanceOf(MongoServerError);
  return error as MongoServerError;
}

describe('a guarded findOneAndUpdate', () => {
  it('hands out exactly as many places as there are, whoever comes at once', async () => {
    const slots = store.collection();
    await slots.insertOne({ _id: 1 as never, capacity: 20, claims: [] });
    const now = new Date();
    const live = { $filter: { input: '$claims', as: 'claim', cond: { $gt: ['$$claim.until', now] } } };
    const claim = (holder: number) =>
      slots.findOneAndUpdate(
        {
          _id: 1 as never,
          $expr: { $and: [{ $lt: [{ $size: live }, '$capacity'] }, { $not: [{ $in: [holder, '$claims.holder'] }] }] },
        },
        [{ $set: { claims: { $concatArrays: [live, [{ holder, until: new Date(now.getTime() + 60_000) }]] } } }],
      );
    const results = await Promise.all(Array.from({ length: 200 }, (_, i) => claim(i % 100)));
    expect(results.filter((result) => result !== null)).to.have.length(20);
    const slot = await slots.findOne({ _id: 1 as never });
    const holders = (slot?.['claims'] as { holder: number }[]).map(({ holder }) => holder);
    expect(new Set(holders).size).to.equal(20);
  });

  it('sees in one batch what the writes before it did', async () => {
    const counters = store.collection();
    const all = Array.from({ length: 100 }, () =>
      counters.findOneAndUpdate({ name: 'n' }, { $inc: { n: 1 } }, { upsert: true, returnDocument: 'after' }),
    );
    const numbers = (await Promise.all(all)).map((document) => Number(document?.['n']));
    expect(numbers.sort((a, b) => a - b)).to.deep.equal(Array.from({ length: 100 }, (_, i) => i + 1));
  });

  it('sorts, projects, removes, and answers null when nothing matches', async () => {
    const jobs = store.collection();
    await jobs.insertMany([
      { n: 2, x: 'b' },
      { n: 1, x: 'a' },
      { n: 3, x: 'c' },
    ]);
    const first = await jobs.findOneAndUpdate(
      { n: { $gt: 0 } },
      { $set: { taken: true } },
      { sort: { n: 1 }, projection: { _id: 0, x: 1 } },
    );
    expect(first).to.deep.equal({ x: 'a' });
    const last = await jobs.findOneAndDelete({}, { sort: { n: -1 }, includeResultMetadata: true });
    expect(last.value?.['n']).to.equal(3);
    expect(await jobs.findOneAndUpdate({ n: 99 }, { $set: { n: 0 } })).to.equal(null);
  });
});

describe('many documents in one command', () => {
  it('stops at the first error when ordered and goes on when not', async () => {
    const rows = store.collection();
    await rows.createIndex({ k: 1 }, { unique: true });
    const documents = [{ k: 1 }, { k: 2 }, { k: 1 }, { k: 3 }, { k: 2 }, { k: 4 }];
    const ordered = (await failure(rows.insertMany(documents))) as MongoBulkWriteError;
    expect([ordered.code, ordered.insertedCount]).to.deep.equal([11000, 2]);
    const unordered = (await failure(
      rows.insertMany(
        documents.map(({ k }) => ({ k })),
        { ordered: false },
      ),
    )) as MongoBulkWriteError;
    expect([unordered.writeErrors].flat().map(({ index }) => index)).to.deep.equal([0, 1, 2, 4]);
    expect(await rows.countDocuments()).to.equal(4);
  });

  it('changes nothing of a document whose update fails', async () => {
    const rows = store.collection();
    await rows.createIndex({ k: 1 }, { unique: true });
    await rows.insertMany([
      { _id: 1 as never, k: 1, n: 0 },
      { _id: 2 as never, k: 2, n: 0 },
    ]);
    const error = await failure(rows.updateOne({ _id: 2 as never }, { $set: { k: 1, n: 5 } }));
    expect([error.code, error['keyPattern'], error['keyValue']]).to.deep.equal([11000, { k: 1 }, { k: 1 }]);
    expect(error.message).to.match(/E11000 duplicate key error collection: \S+ index: k_1 dup key: \{ k: 1 \}/);
    expect(await rows.findOne({ _id: 2 as never })).to.deep.equal({ _id: 2, k: 2, n: 0 });
    expect((await failure(rows.updateMany({}, { $set: { k: 7 } }))).code).to.equal(11000);
    expect(await rows.distinct('k')).to.have.members([7, 2]);
  });
});

describe('a filter that fails on a document', () => {
  const notArray = 40081;
  const filter = { $expr: { $in: ['x', '$tags'] } };
  const documents = () => [{ n: 1, tags: ['x'] }, { n: 2, tags: [] }, { n: 3 }, { n: 4, tags: ['x'] }];

  it('stops an update of many there: those before it are changed', async () => {
    const rows = store.collection();
    await rows.insertMany(documents());
    expect(await failure(rows.updateMany(filter, { $set: { seen: true } }))).to.include({ code: notArray });
    expect(await rows.distinct('n', { seen: true })).to.deep.equal([1]);
  });

  it('stops a deletion of many there: those before it are gone', async () => {
    const rows = store.collection();
    await rows.insertMany(documents());
    expect(await failure(rows.deleteMany(filter))).to.include({ code: notArray });
    expect(await rows.distinct('n')).to.deep.equal([2, 3, 4]);
  });

  it('is not reached by an update of one that comes before', async () => {
    const rows = store.collection();
    await rows.insertMany(documents());
    expect((await rows.updateOne(filter, { $set: { seen: true } })).modifiedCount).to.equal(1);
  });
});

describe('unique indexes', () => {
  it('hold each element of an array, over all documents, under a partial filter', async () => {
    const people = store.collection();
    await people.createIndex(
      { activeKeys: 1 },
      { unique: true, partialFilterExpression: { state: 'active', activeKeys: { $exists: true } } },
    );
    await people.insertOne({ _id: 'a' as never, state: 'active', activeKeys: ['k1', 'k2'] });
    expect((await failure(people.insertOne({ state: 'active', activeKeys: ['k3', 'k2'] }))).code).to.equal(11000);
    await people.insertOne({ _id: 'b' as never, state: 'cancelled', activeKeys: ['k2'] });
    expect((await failure(people.updateOne({ _id: 'b' as never }, { $set: { state: 'active' } }))).code).to.equal(
      11000,
    );
    await people.updateOne({ _id: 'a' as never }, { $unset: { activeKeys: '' } });
    expect((await people.updateOne({ _id: 'b' as never }, { $set: { state: 'active' } })).modifiedCount).to.equal(1);
  });

  it('count a missing field as null unless they are sparse', async () => {
    const [plain, sparse] = [store.collection(), store.collection()];
    await plain.createIndex({ k: 1 }, { unique: true });
    await sparse.createIndex({ k: 1 }, { unique: true, sparse: true });
    await plain.insertOne({});
    expect((await failure(plain.insertOne({ k: null }))).code).to.equal(11000);
    await sparse.insertMany([{}, {}, { k: null }]);
    expect((await failure(sparse.insertOne({ k: null }))).code).to.equal(11000);
    expect(await sparse.countDocuments({ k: null })).to.equal(3);
  });

  it('are not built over duplicates, and leave nothing behind then', async () => {
    const rows = store.collection();
    await rows.insertMany([{ k: 1 }, { k: 1 }, { k: 2 }]);
    expect((await failure(rows.createIndex({ k: 1 }, { unique: true }))).code).to.equal(11000);
    expect(await rows.indexes()).to.have.length(1);
    await rows.createIndex({ k: 1 });
    expect(await rows.countDocuments({ k: 1 })).to.equal(2);
  });

  it('compare numbers by value, whatever their type', async () => {
    const rows = store.collection();
    await rows.createIndex({ k: 1 }, { unique: true });
    await rows.insertOne({ k: 5 });
    for (const k of [Long.fromNumber(5), Decimal128.fromString('5.0')]) {
      expect((await failure(rows.insertOne({ k }))).code).to.equal(11000);
    }
    await rows.insertMany([{ k: Long.fromString('9007199254740993') }, { k: 9007199254740992 }]);
  });
});

describe('update operators', () => {
  const cases: [string, Document, Document | Document[], Document, Document?][] = [
    ['$set makes the path', {}, { $set: { 'a.b.c': 1 } }, { a: { b: { c: 1 } } }],
    ['$unset leaves null in an array', { a: [1, 2, 3] }, { $unset: { 'a.1': 1 } }, { a: [1, null, 3] }],
    ['$inc and $mul begin at zero', {}, { $inc: { a: 2 }, $mul: { b: 3 } }, { a: 2, b: 0 }],
    ['$min and $max compare', { a: 5, b: 5 }, { $min: { a: 3 }, $max: { b: 9 } }, { a: 3, b: 9 }],
    ['$rename moves', { a: 1, b: { c: 2 } }, { $rename: { a: 'x.y', 'b.c': 'z' } }, { b: {}, x: { y: 1 }, z: 2 }],
    ['$push each, sorted and cut', { a: [3, 1] }, { $push: { a: { $each: [2], $sort: 1, $slice: 2 } } }, { a: [1, 2] }],
    ['$push at a position', { a: [1, 4] }, { $push: { a: { $each: [2, 3], $position: 1 } } }, { a: [1, 2, 3, 4] }],
    ['$addToSet adds what is not there', { a: [1] }, { $addToSet: { a: { $each: [1, 2, 2] } } }, { a: [1, 2] }],
    ['$pop at both ends', { a: [1, 2, 3], b: [1, 2] }, { $pop: { a: 1, b: -1 } }, { a: [1, 2], b: [2] }],
    ['$pull by condition', { a: [{ k: 1 }, { k: 5 }] }, { $pull: { a: { k: { $gt: 2 } } } }, { a: [{ k: 1 }] }],
    ['$pullAll', { a: [1, 2, 1, 3] }, { $pullAll: { a: [1, 3] } }, { a: [2] }],
    ['$bit', { a: 13 }, { $bit: { a: { and: 10 } } }, { a: 8 }],
    [
      '$ the matched element',
      { a: [{ k: 1 }, { k: 2 }] },
      { $set: { 'a.$.v': 9 } },
      { a: [{ k: 1 }, { k: 2, v: 9 }] },
      { 'a.k': 2 },
    ],
    ['$[] every element', { a: [1, 2] }, { $inc: { 'a.$[]': 10 } }, { a: [11, 12] }],
    ['new fields by name', {}, { $set: { c: 1, a: 1, b: 1 } }, { a: 1, b: 1, c: 1 }],
    ['a pipeline reads what it had', { a: 1 }, [{ $set: { b: { $add: ['$a', 1] } } }, { $unset: 'a' }], { b: 2 }],
    [
      'a pipeline keeps by condition',
      { a: [1, 2, 3] },
      [{ $set: { a: { $filter: { input: '$a', cond: { $ne: ['$$this', 2] } } } } }],
      { a: [1, 3] },
    ],
  ];
  for (const [title, before, update, after, filter = {}] of cases) {
    it(title, async () => {
      const rows = store.collection();
      await rows.insertOne({ _id: 1 as never, ...before });
      await rows.updateOne({ _id: 1 as never, ...filter }, update);
      const found = await rows.findOne();
      expect(JSON.stringify(found)).to.equal(JSON.stringify({ _id: 1, ...after }));
    });
  }

  it('array filters pick elements, nested too', async () => {
    const rows = store.collection();
    await rows.insertOne({
      _id: 1 as never,
      a: [
        { k: 1, b: [1, 5] },
        { k: 2, b: [7] },
      ],
    });
    const options = { arrayFilters: [{ 'outer.k': 1 }, { inner: { $gte: 5 } }] };
    await rows.updateOne({}, { $set: { 'a.$[outer].b.$[inner]': 0 } }, options);
    expect((await rows.findOne())?.['a']).to.deep.equal([
      { k: 1, b: [1, 0] },
      { k: 2, b: [7] },
    ]);
  });

  it('refuse conflicts, a changed _id and impossible paths with the codes of MongoDB', async () => {
    const rows = store.collection();
    await rows.insertOne({ _id: 1 as never, a: 1, s: 'x' });
    const code = async (update: Document) => (await failure(rows.updateOne({ _id: 1 as never }, update))).code;
    expect(await code({ $set: { 'b.c': 1, b: 2 } })).to.equal(40);
    expect(await code({ $set: { _id: 2 } })).to.equal(66);
    expect(await code({ $set: { 'a.b': 1 } })).to.equal(28);
    expect(await code({ $inc: { s: 1 } })).to.equal(14);
    expect(await code({ $push: { a: 1 } })).to.equal(2);
    expect(await code({ $nonsense: { a: 1 } })).to.equal(9);
    const message = async (update: Document) => (await failure(rows.updateOne({ _id: 1 as never }, update))).message;
    expect(await message({ $set: { 's.t': 1 } })).to.equal(`Cannot create field 't' in element {s: "x"}`);
    expect(await message({ $inc: { s: 1 } })).to.equal(
      "Cannot apply $inc to a value of non-numeric type. {_id: 1} has the field 's' of non-numeric type string",
    );
    expect(await message({ $push: { s: 1 } })).to.equal(
      "The field 's' must be an array but is of type string in document {_id: 1}",
    );
    expect((await failure(rows.replaceOne({ _id: 1 as never }, { _id: 2 as never }))).message).to.equal(
      "After applying the update, the (immutable) field '_id' was found to have been altered to _id: 2",
    );
    expect((await rows.updateOne({ _id: 1 as never }, { $set: { a: 1 } })).modifiedCount).to.equal(0);
  });
});

describe('upserts', () => {
  it('begin with what the filter pins and apply $setOnInsert once', async () => {
    const rows = store.collection();
    const upsert = () =>
      rows.updateOne(
        { a: 1, 'b.c': { $eq: 2 }, n: { $gt: 5 } },
        { $setOnInsert: { x: 1 }, $set: { n: 9 } },
        { upsert: true },
      );
    const first = await upsert();
    expect(first.upsertedId).to.be.instanceOf(ObjectId);
    expect((await upsert()).matchedCount).to.equal(1);
    expect(await rows.find({}, { projection: { _id: 0 } }).toArray()).to.deep.equal([
      { a: 1, b: { c: 2 }, n: 9, x: 1 },
    ]);
  });

  it('keep the _id of a replacement', async () => {
    const rows = store.collection();
    await rows.replaceOne({ _id: 7 as never }, { v: 1 }, { upsert: true });
    await rows.replaceOne({ _id: 7 as never }, { v: 2 });
    expect(await rows.find().toArray()).to.deep.equal([{ _id: 7, v: 2 }]);
  });
});
