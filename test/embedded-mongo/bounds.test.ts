import { expect } from 'chai';
import { Decimal128, Long, ObjectId, type Collection, type Document } from 'mongodb';
import { useStore } from './support.js';

const store = useStore({ flush: false });
const id = new ObjectId('0123456789abcdef01234567');
const anything = ['[MinKey, MaxKey]'];

describe('the bounds that explain shows', () => {
  let rows: Collection;
  before(async () => {
    rows = store.collection();
    await rows.createIndexes([
      { key: { a: 1, b: -1 } },
      { key: { 'list.x': 1, 'list.y': 1 } },
      { key: { 'deep.in.x': 1, 'deep.in.y': 1 } },
      { key: { tags: 1 } },
    ]);
    await rows.insertOne({
      a: 1,
      b: 2,
      list: [
        { x: 1, y: 2 },
        { x: 3, y: 4 },
      ],
      deep: [{ in: [{ x: 1, y: 2 }] }],
      tags: [1, 9],
    });
  });

  const boundsOf = async (filter: Document, sort: Document = {}) => {
    const explained = await rows.find(filter).sort(sort).explain('queryPlanner');
    return scanIn((explained as { queryPlanner: { winningPlan: Document } }).queryPlanner.winningPlan)?.['indexBounds'];
  };

  const scalars: [string, Document, string[]][] = [
    ['a number', { a: 1 }, ['[1, 1]']],
    ['several', { a: { $in: [3, 1] } }, ['[1, 1]', '[3, 3]']],
    ['a range', { a: { $gt: 1, $lte: 5 } }, ['(1, 5]']],
    ['numbers above', { a: { $gte: 1 } }, ['[1, inf]']],
    ['numbers below', { a: { $lt: 1 } }, ['[-inf, 1)']],
    ['an int64', { a: Long.fromString('9007199254740993') }, ['[9007199254740993, 9007199254740993]']],
    ['a decimal', { a: Decimal128.fromString('1.50') }, ['[1.50, 1.50]']],
    ['null', { a: null }, ['[null, null]']],
    ['a text', { a: 'x"y' }, ['["x\\"y", "x\\"y"]']],
    ['texts above', { a: { $gt: 'x' } }, ['("x", {})']],
    ['texts that begin so', { a: /^ab/ }, ['["ab", "ac")', '[/^ab/, /^ab/]']],
    ['dates since', { a: { $gte: new Date(5) } }, ['[new Date(5), new Date(9223372036854775807)]']],
    ['an id', { a: id }, [`[ObjectId('${id.toHexString()}'), ObjectId('${id.toHexString()}')]`]],
    ['a boolean', { a: true }, ['[true, true]']],
    ['a document', { a: { x: 1 } }, ['[{ x: 1 }, { x: 1 }]']],
  ];
  for (const [title, filter, expected] of scalars)
    it(`are ${expected.join(' and ')} for ${title}`, async () => {
      expect(await boundsOf(filter)).to.deep.equal({ a: expected, b: ['[MaxKey, MinKey]'] });
    });

  // https://www.mongodb.com/docs/manual/core/multikey-index-bounds/
  const arrays: [string, Document, Document][] = [
    ['of one range where two elements may meet two', { tags: { $gte: 3, $lte: 6 } }, { tags: ['[3, inf]'] }],
    ['of both where one element meets them', { tags: { $elemMatch: { $gte: 3, $lte: 6 } } }, { tags: ['[3, 6]'] }],
    [
      'of the first field of an array alone',
      { 'list.x': 1, 'list.y': { $gt: 2 } },
      { 'list.x': ['[1, 1]'], 'list.y': anything },
    ],
    [
      'of both fields where one element meets both conditions',
      { list: { $elemMatch: { x: 1, y: { $gt: 2 } } } },
      { 'list.x': ['[1, 1]'], 'list.y': ['(2, inf]'] },
    ],
    [
      'of the first field where another element may meet the second condition',
      { list: { $elemMatch: { x: 1 } }, 'list.y': 4 },
      { 'list.x': ['[1, 1]'], 'list.y': anything },
    ],
    [
      'of the first field where an array further in may meet them apart',
      { deep: { $elemMatch: { 'in.x': 1, 'in.y': 2 } } },
      { 'deep.in.x': ['[1, 1]'], 'deep.in.y': anything },
    ],
    [
      'of both fields of an array further in',
      { 'deep.in': { $elemMatch: { x: 1, y: 2 } } },
      { 'deep.in.x': ['[1, 1]'], 'deep.in.y': ['[2, 2]'] },
    ],
  ];
  for (const [title, filter, expected] of arrays)
    it(`are those ${title}`, async () => {
      expect(await boundsOf(filter)).to.deep.equal(expected);
    });

  it('run the way the index is read', async () => {
    expect(await boundsOf({ a: 1, b: { $gt: 3 } })).to.deep.equal({ a: ['[1, 1]'], b: ['[inf, 3)'] });
    expect(await boundsOf({ a: { $gt: 1 } }, { a: -1 })).to.deep.equal({ a: ['[inf, 1)'], b: anything });
  });
});

describe('the sizes of a store', () => {
  it('are those of its documents and indexes, by collection, in a pipeline and by database', async () => {
    const rows = store.collection();
    await rows.createIndex({ key: 1 });
    await rows.insertMany(Array.from({ length: 2000 }, (_, n) => ({ key: `key ${n}`, text: 'x'.repeat(500) })));
    const stats = await store.db.command({ collStats: rows.collectionName });
    expect(stats).to.deep.include({ ns: rows.namespace, count: 2000, nindexes: 2 });
    expect(Number(stats['size'])).to.be.within(2000 * 530, 2000 * 570);
    expect(Number(stats['avgObjSize'])).to.be.within(530, 570);
    expect(Number(stats['storageSize'])).to.be.greaterThan(0);
    expect(Object.keys(stats['indexSizes'])).to.deep.equal(['_id_', 'key_1']);
    const sizes: number[] = Object.values(stats['indexSizes']);
    expect(Math.min(...sizes)).to.be.greaterThan(2000 * 4);
    expect(Number(stats['totalIndexSize'])).to.equal(sizes.reduce((total, size) => total + size));
    const kilobytes = await store.db.command({ collStats: rows.collectionName, scale: 1024 });
    expect(kilobytes['size']).to.equal(Math.floor(Number(stats['size']) / 1024));
    const [staged] = await rows
      .aggregate([{ $collStats: { storageStats: {}, count: {} } }, { $project: { count: 1, 'storageStats.size': 1 } }])
      .toArray();
    expect(staged).to.deep.equal({ count: 2000, storageStats: { size: stats['size'] } });
    const whole = await store.db.command({ dbStats: 1 });
    expect(Number(whole['dataSize'])).to.be.at.least(Number(stats['size']));
    expect(Number(whole['indexSize'])).to.be.at.least(Number(stats['totalIndexSize']));
    expect(Number(whole['fsTotalSize'])).to.be.greaterThan(Number(whole['fsUsedSize']));
    const missing = await store.db.command({ collStats: 'nothing here' });
    expect(missing).to.deep.include({ count: 0, size: 0, totalIndexSize: 0 });
  });
});

function scanIn(stage: Document): Document | undefined {
  if (stage['indexBounds'] !== undefined) return stage;
  return stage['inputStage'] === undefined ? undefined : scanIn(stage['inputStage']);
}
