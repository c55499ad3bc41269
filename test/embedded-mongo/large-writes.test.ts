import { expect } from 'chai';
import { useStore } from './support.js';

const MANY = 12_000;

describe('a command over more documents than are kept in memory', () => {
  const store = useStore();

  it('inserts, updates twice and deletes them all, and sees its own changes', async function () {
    this.timeout(60_000);
    const rows = store.collection();
    await rows.createIndexes([{ key: { n: 1 }, unique: true }, { key: { tags: 1 } }]);
    await rows.insertMany(Array.from({ length: MANY }, (_, n) => ({ n, tags: [n % 10] })));
    expect(await rows.findOne({ n: 3 })).to.have.property('n', 3);
    const result = await rows.bulkWrite([
      { updateMany: { filter: {}, update: { $inc: { n: MANY } } } },
      { updateMany: { filter: { n: { $gte: MANY } }, update: { $push: { tags: 99 as never } } } },
    ]);
    expect([result.matchedCount, result.modifiedCount]).to.deep.equal([2 * MANY, 2 * MANY]);
    expect(await rows.findOne({ n: MANY + 3 })).to.deep.include({ n: MANY + 3, tags: [3, 99] });
    expect(await rows.countDocuments({ tags: 99 })).to.equal(MANY);
    expect((await rows.deleteMany({ n: { $gte: MANY } })).deletedCount).to.equal(MANY);
    expect([await rows.countDocuments({ tags: 99 }), await rows.estimatedDocumentCount()]).to.deep.equal([0, 0]);
  });
});
