import { expect } from 'chai';
import { ObjectId } from 'mongodb';
import { useStore } from './support.js';

const store = useStore();

describe('aggregation', () => {
  // https://www.mongodb.com/docs/manual/reference/operator/aggregation/dateAdd/ and its neighbours
  it('takes null for the date that is not there, an ObjectId for its time, and refuses anything else', async () => {
    const days = store.collection();
    const id = new ObjectId('5e37a000aaaaaaaaaaaaaaaa');
    await days.insertMany([{ n: 1 }, { n: 2, at: null }, { n: 3, at: id }, { n: 4, at: 'noon' }]);
    const project = {
      _id: 0,
      year: { $year: '$at' },
      hour: { $hour: { date: '$at', timezone: 'Asia/Shanghai' } },
      next: { $dateAdd: { startDate: '$at', unit: 'hour', amount: 1 } },
      parts: { $dateToParts: { date: '$at' } },
      text: { $dateToString: { date: '$at', format: '%Y', onNull: { $concat: ['no', 'ne'] } } },
      made: { $dateFromParts: { year: { $year: '$at' } } },
    };
    const of = (n: number) => days.aggregate([{ $match: { n } }, { $project: project }]).toArray();
    const nothing = { year: null, hour: null, next: null, parts: null, text: 'none', made: null };
    expect([...(await of(1)), ...(await of(2))]).to.deep.equal([nothing, nothing]);
    expect((await of(3))[0]).to.deep.include({
      year: 2020,
      hour: 12,
      next: new Date(id.getTimestamp().getTime() + 3_600_000),
      text: '2020',
      made: new Date('2020-01-01'),
    });
    const failure: unknown = await of(4).catch((reason: unknown) => reason);
    expect(failure).to.have.property('code', 16006);
  });

  // https://www.mongodb.com/docs/manual/reference/operator/aggregation/graphLookup/
  it('follows a chain of documents', async () => {
    const staff = store.collection();
    await staff.insertMany([{ name: 'a' }, { name: 'b', reportsTo: 'a' }, { name: 'c', reportsTo: 'b' }]);
    const [row] = await staff
      .aggregate([
        { $match: { name: 'c' } },
        {
          $graphLookup: {
            from: staff.collectionName,
            startWith: '$reportsTo',
            connectFromField: 'reportsTo',
            connectToField: 'name',
            as: 'above',
            depthField: 'steps',
          },
        },
      ])
      .toArray();
    const above = row?.['above'] as { name: string; steps: unknown }[];
    expect(above.map(({ name, steps }) => `${name}${Number(steps)}`).sort()).to.deep.equal(['a1', 'b0']);
  });
});
