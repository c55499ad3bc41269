import { expect } from 'chai';
import { type Document, MongoClient } from 'mongodb';
import { useStore } from './support.js';

const MANY = 60_000;

describe('a read that takes long', function () {
  this.timeout(60_000);
  const store = useStore({ flush: false });
  let others: MongoClient;
  let expected: { day: number; couples: number }[];

  before(async () => {
    others = await MongoClient.connect(store.uri);
    const documents = Array.from({ length: MANY }, (_, n) => ({
      n,
      day: (n * 7919) % 365,
      weight: (n * 104_729) % MANY,
      note: 'some words that take room',
    }));
    await days().insertMany(documents);
    const counts = new Map<number, number>();
    for (const { day } of documents) counts.set(day, (counts.get(day) ?? 0) + 1);
    expected = [...counts].map(([day, couples]) => ({ day, couples })).sort((a, b) => a.day - b.day);
  });
  after(() => others.close());

  const reads: [string, () => Promise<unknown>, (answer: unknown) => void][] = [
    [
      'groups',
      () =>
        days()
          .aggregate([
            { $group: { _id: '$day', couples: { $sum: 1 } } },
            { $sort: { _id: 1 } },
            { $project: { _id: 0, day: '$_id', couples: 1 } },
          ])
          .toArray(),
      (answer) => expect(answer).to.deep.equal(expected),
    ],
    [
      'sorts',
      () =>
        days()
          .find({}, { projection: { _id: 0, weight: 1 } })
          .sort({ weight: 1 })
          .batchSize(MANY)
          .toArray(),
      (answer) =>
        expect((answer as Document[]).map(({ weight }) => weight as number)).to.deep.equal(
          Array.from({ length: MANY }, (_, n) => n),
        ),
    ],
    ['counts', () => days().countDocuments({ note: /room$/ }), (answer) => expect(answer).to.equal(MANY)],
    ['names what differs', () => days().distinct('day'), (answer) => expect(answer).to.have.length(365)],
    [
      'joins',
      () =>
        days()
          .aggregate([
            { $match: { note: /room/, day: { $lt: 200 } } },
            { $lookup: { from: 'days', localField: '_id', foreignField: '_id', as: 'again' } },
            { $unwind: '$again' },
            { $count: 'joined' },
          ])
          .toArray(),
      (answer) =>
        expect(answer).to.deep.equal([
          { joined: expected.filter(({ day }) => day < 200).reduce((sum, { couples }) => sum + couples, 0) },
        ]),
    ],
  ];

  for (const [what, read, check] of reads)
    it(`lets others be answered while it ${what}, and answers the same`, async () => {
      let isDone = false;
      const answer = read().finally(() => (isDone = true));
      let answered = 0;
      while (!isDone) {
        await others.db().command({ ping: 1 });
        if (!isDone) answered += 1;
      }
      check(await answer);
      expect(answered, 'in between').to.be.above(2);
    });

  it('sees what others write meanwhile or does not, and no document twice', async () => {
    const reading = days()
      .find({}, { projection: { n: 1 } })
      .sort({ n: 1 })
      .batchSize(MANY)
      .toArray();
    const removed = days().deleteMany({ n: { $gte: MANY - 10 } });
    const found = (await reading).map(({ n }) => n as number);
    await removed;
    expect(new Set(found).size).to.equal(found.length);
    expect(found).to.include.members(Array.from({ length: 1000 }, (_, n) => n));
    expect(found.length).to.be.within(MANY - 10, MANY);
    expect(found).to.deep.equal([...found].sort((a, b) => a - b));
  });

  const days = () => store.db.collection('days');
});
