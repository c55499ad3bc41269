import { expect } from 'chai';
import type { Collection, Document } from 'mongodb';
import { onlyEmbedded, useStore } from './support.js';

const store = useStore();

interface Explained {
  queryPlanner: { winningPlan: Document };
  executionStats: { nReturned: number; totalKeysExamined: number; totalDocsExamined: number };
}

function stagesOf(plan: Document): string[] {
  const inner = plan['inputStage'] as Document | undefined;
  return [String(plan['stage']), ...(inner === undefined ? [] : stagesOf(inner))];
}

function indexOf(plan: Document): string | undefined {
  if (typeof plan['indexName'] === 'string') return plan['indexName'];
  return plan['inputStage'] === undefined ? undefined : indexOf(plan['inputStage'] as Document);
}

describe('queries', () => {
  let rows: Collection;
  before(async () => {
    rows = store.collection();
    await rows.insertMany([
      {
        _id: 1 as never,
        a: 1,
        tags: ['x', 'y'],
        sub: [
          { k: 1, v: 5 },
          { k: 2, v: 1 },
        ],
        at: new Date(10),
      },
      { _id: 2 as never, a: null, tags: [], sub: [{ k: 1, v: 1 }] },
      { _id: 3 as never, a: 'text', tags: ['y'], sub: { k: 3 } },
      { _id: 4 as never, tags: ['z', 'x'], at: new Date(20) },
      { _id: 5 as never, a: [1, 20], n: { m: 1 } },
    ]);
  });

  const cases: [string, Document, number[]][] = [
    ['equality also looks into arrays', { a: 1 }, [1, 5]],
    ['null is what is missing too', { a: null }, [2, 4]],
    ['$exists tells them apart', { a: { $exists: true } }, [1, 2, 3, 5]],
    ['ranges keep to their type', { a: { $gt: 0 } }, [1, 5]],
    ['two conditions may be met by two elements', { a: { $gt: 15, $lt: 5 } }, [5]],
    ['$elemMatch wants one element for both', { sub: { $elemMatch: { k: 1, v: { $gt: 2 } } } }, [1]],
    ['$elemMatch on plain values', { a: { $elemMatch: { $gt: 5, $lt: 30 } } }, [5]],
    ['dots go through arrays', { 'sub.k': 3 }, [3]],
    ['a number in a path is a place', { 'tags.0': 'z' }, [4]],
    ['$all', { tags: { $all: ['x', 'y'] } }, [1]],
    ['$size', { tags: { $size: 2 } }, [1, 4]],
    ['$ne is true where nothing matches', { tags: { $ne: 'x' } }, [2, 3, 5]],
    ['$nin', { a: { $nin: [1, null] } }, [3]],
    ['$not', { a: { $not: { $type: 'number' } } }, [2, 3, 4]],
    ['$regex and its flags', { a: { $regex: '^TE', $options: 'i' } }, [3]],
    ['$in with a pattern and null', { a: { $in: [/ex/, null] } }, [2, 3, 4]],
    ['$type', { a: { $type: 'array' } }, [5]],
    ['$mod', { a: { $mod: [10, 0] } }, [5]],
    ['an exact document', { n: { m: 1 } }, [5]],
    ['$or and $nor', { $or: [{ a: 'text' }, { at: { $gte: new Date(20) } }], $nor: [{ _id: 3 }] }, [4]],
    ['$expr', { $expr: { $gt: [{ $size: { $ifNull: ['$tags', []] } }, 1] } }, [1, 4]],
    ['an empty array', { tags: [] }, [2]],
    ['a whole array', { tags: ['x', 'y'] }, [1]],
  ];
  for (const [title, filter, expected] of cases) {
    it(title, async () => {
      const found = await rows.find(filter).toArray();
      expect(found.map(({ _id }) => Number(_id)).sort()).to.deep.equal(expected);
      expect(await rows.countDocuments(filter)).to.equal(expected.length);
    });
  }

  it('projects: included, left out, sliced, matched and computed', async () => {
    const one = (projection: Document, filter: Document = { _id: 1 }) => rows.findOne(filter, { projection });
    expect(await one({ 'sub.k': 1, _id: 0 })).to.deep.equal({ sub: [{ k: 1 }, { k: 2 }] });
    expect(Object.keys((await one({ sub: 0, at: 0 })) ?? {})).to.deep.equal(['_id', 'a', 'tags']);
    expect(await one({ tags: { $slice: -1 }, a: 1 })).to.deep.equal({ _id: 1, a: 1, tags: ['y'] });
    expect(await one({ sub: { $elemMatch: { k: 2 } }, _id: 0 })).to.deep.equal({ sub: [{ k: 2, v: 1 }] });
    expect(await one({ 'sub.$': 1, _id: 0 }, { 'sub.k': 2 })).to.deep.equal({ sub: [{ k: 2, v: 1 }] });
    expect(await one({ _id: 0, n: { $size: '$tags' } })).to.deep.equal({ n: 2 });
  });

  it('aggregates: groups, unwinds, looks up, facets and counts', async () => {
    const halls = store.collection();
    await halls.insertMany([
      { _id: 'h1' as never, name: 'One' },
      { _id: 'h2' as never, name: 'Two' },
    ]);
    const visits = store.collection();
    await visits.insertMany([
      { hall: 'h1', n: [1, 2] },
      { hall: 'h1', n: [3] },
      { hall: 'h2', n: [] },
    ]);
    const grouped = await visits
      .aggregate([
        { $unwind: { path: '$n', preserveNullAndEmptyArrays: true } },
        {
          $group: {
            _id: '$hall',
            sum: { $sum: '$n' },
            most: { $max: '$n' },
            all: { $push: '$n' },
            rows: { $count: {} },
          },
        },
        { $lookup: { from: halls.collectionName, localField: '_id', foreignField: '_id', as: 'hall' } },
        { $set: { hall: { $first: '$hall.name' } } },
        { $sort: { _id: 1 } },
      ])
      .toArray();
    expect(grouped).to.deep.equal([
      { _id: 'h1', sum: 6, most: 3, all: [1, 2, 3], rows: 3, hall: 'One' },
      { _id: 'h2', sum: 0, most: null, all: [], rows: 1, hall: 'Two' },
    ]);
    const [facets] = await visits
      .aggregate([{ $facet: { total: [{ $count: 'n' }], byHall: [{ $sortByCount: '$hall' }] } }])
      .toArray();
    expect(facets).to.deep.equal({
      total: [{ n: 3 }],
      byHall: [
        { _id: 'h1', count: 2 },
        { _id: 'h2', count: 1 },
      ],
    });
    const joined = await halls
      .aggregate([
        { $match: { _id: 'h1' as never } },
        {
          $lookup: {
            from: visits.collectionName,
            let: { id: '$_id' },
            pipeline: [{ $match: { $expr: { $eq: ['$hall', '$$id'] } } }, { $project: { _id: 0, n: { $size: '$n' } } }],
            as: 'visits',
          },
        },
      ])
      .toArray();
    expect(joined[0]?.['visits']).to.deep.equal([{ n: 2 }, { n: 1 }]);
  });

  it('formats and cuts dates in a time zone', async () => {
    const days = store.collection();
    await days.insertOne({ at: new Date('2026-08-18T16:30:00Z') });
    const [row] = await days
      .aggregate([
        {
          $project: {
            _id: 0,
            day: { $dateToString: { date: '$at', format: '%Y-%m-%d', timezone: '+08:00' } },
            named: { $dateToString: { date: '$at', format: '%Y-%m-%d %H', timezone: 'Asia/Shanghai' } },
            month: { $dateTrunc: { date: '$at', unit: 'month' } },
            year: { $year: '$at' },
          },
        },
      ])
      .toArray();
    expect(row).to.deep.equal({ day: '2026-08-19', named: '2026-08-19 00', month: new Date('2026-08-01'), year: 2026 });
  });

  it('hands results out in batches, and the rest on demand', async () => {
    const many = store.collection();
    await many.insertMany(Array.from({ length: 500 }, (_, n) => ({ n })));
    const cursor = many.find().sort({ n: 1 }).batchSize(50);
    const seen: number[] = [];
    for await (const { n } of cursor) {
      seen.push(Number(n));
      if (seen.length === 120) await many.deleteMany({ n: { $gte: 450 } });
    }
    expect(seen.slice(0, 450)).to.deep.equal(Array.from({ length: 450 }, (_, n) => n));
    const left = many.find().batchSize(10);
    await left.next();
    await left.close();
  });
});

describe('explain', () => {
  let slots: Collection;
  before(async () => {
    slots = store.collection();
    await slots.createIndexes([
      { key: { hall: 1, date: 1, start: 1 }, name: 'place', unique: true },
      { key: { tags: 1 }, name: 'tags' },
      { key: { state: 1, at: -1 }, name: 'recent', partialFilterExpression: { state: 'open' } },
    ]);
    await slots.insertMany(
      Array.from({ length: 300 }, (_, n) => ({
        hall: `h${n % 3}`,
        date: `2026-08-${10 + (Math.floor(n / 3) % 20)}`,
        start: n,
        tags: [n % 5, n % 7],
        state: n % 2 === 0 ? 'open' : 'shut',
        at: new Date(n),
      })),
    );
  });

  const explain = async (filter: Document, sort: Document = {}) =>
    (await slots.find(filter).sort(sort).explain('executionStats')) as unknown as Explained;

  it('uses the whole key of a unique index as one look-up', async () => {
    const { queryPlanner, executionStats } = await explain({ hall: 'h0', date: '2026-08-10', start: 0 });
    expect(indexOf(queryPlanner.winningPlan)).to.equal('place');
    expect([executionStats.totalKeysExamined, executionStats.totalDocsExamined]).to.deep.equal([1, 1]);
  });

  it('reads a range after equal fields, in the order of the index', async () => {
    const filter = { hall: 'h1', date: { $gte: '2026-08-12', $lte: '2026-08-13' } };
    const { queryPlanner, executionStats } = await explain(filter, { date: 1, start: 1 });
    expect(indexOf(queryPlanner.winningPlan)).to.equal('place');
    expect(stagesOf(queryPlanner.winningPlan)).to.not.include('SORT');
    expect(executionStats.totalDocsExamined).to.equal(executionStats.nReturned);
  });

  it('takes a partial index only for what it covers, backwards when that is the order', async () => {
    const open = await explain({ state: 'open' }, { at: 1 });
    expect(indexOf(open.queryPlanner.winningPlan)).to.equal('recent');
    expect(stagesOf(open.queryPlanner.winningPlan)).to.not.include('SORT');
    const shut = await explain({ state: 'shut' }, { at: 1 });
    expect(stagesOf(shut.queryPlanner.winningPlan)).to.include.members(['SORT', 'COLLSCAN']);
    const found = await slots.find({ state: 'open' }).sort({ at: 1 }).toArray();
    expect(found.map(({ start }) => Number(start))).to.deep.equal(Array.from({ length: 150 }, (_, n) => n * 2));
  });

  it('counts a document once though several of its elements match', async () => {
    const { queryPlanner, executionStats } = await explain({ tags: { $in: [1, 2] } });
    expect(indexOf(queryPlanner.winningPlan)).to.equal('tags');
    expect(executionStats.nReturned).to.equal(
      await slots.countDocuments({ $expr: { $or: [{ $in: [1, '$tags'] }, { $in: [2, '$tags'] }] } }),
    );
  });

  it('takes of two indexes that promise the same the one with less to read', async () => {
    const days = store.collection();
    await days.createIndexes([
      { key: { state: 1, date: 1 }, name: 'stateDate' },
      { key: { hall: 1, date: 1, start: 1 }, name: 'hallDay' },
    ]);
    await days.insertMany(
      Array.from({ length: 400 }, (_, n) => ({
        hall: n < 10 ? 'small' : 'large',
        state: n < 390 ? 'confirmed' : 'missed',
        date: '2026-08-10',
        start: n,
      })),
    );
    const asked = async (filter: Document) => {
      const explained = (await days
        .find({ ...filter, date: { $lte: '2026-08-11' } })
        .explain('executionStats')) as unknown;
      const { queryPlanner, executionStats } = explained as Explained;
      return [indexOf(queryPlanner.winningPlan), executionStats.totalDocsExamined];
    };
    expect(await asked({ state: 'confirmed', hall: 'small' })).to.deep.equal(['hallDay', 10]);
    expect(await asked({ state: 'missed', hall: 'large' })).to.deep.equal(['stateDate', 10]);
  });

  it('reads an index for each branch of an $or', async () => {
    const { executionStats } = await explain({ $or: [{ tags: 3 }, { hall: 'h2', date: '2026-08-15' }] });
    expect(executionStats.totalDocsExamined).to.be.lessThan(150);
  });
});

onlyEmbedded('expiry', () => {
  it('is left to the sweep, which removes what is past its time and nothing else', async () => {
    const { Store } = await import('../../src/infrastructure/embedded-mongo/storage/store.js');
    const { removeExpired } = await import('../../src/infrastructure/embedded-mongo/expiry.js');
    const { temporaryFolder } = await import('./support.js');
    const own = new Store({ path: temporaryFolder() });
    await own.write(() => {
      const collection = own.catalogue.ensure('t.sessions');
      own.catalogue.addIndex(collection, { name: 'expires_1', key: { expires: 1 }, expireAfterSeconds: 10 });
      for (const [id, expires] of [new Date(0), new Date(5000), 'never', undefined].entries()) {
        collection.insert({ document: { _id: id, expires } });
      }
    });
    expect(await removeExpired(own, 14_000)).to.equal(1);
    expect(await removeExpired(own, 15_000)).to.equal(1);
    expect(own.catalogue.get('t.sessions')?.count).to.equal(2);
    await own.close();
  });
});
