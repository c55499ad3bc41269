import { expect } from 'chai';
import type { Collection, Document, IndexSpecification } from 'mongodb';
import { arrayCases, holding, orderCases, queryCases } from './comparison.cases.js';
import { useStore } from './support.js';

const store = useStore({ flush: false });

const indexes: Record<string, IndexSpecification | undefined> = {
  'without an index': undefined,
  'with an index': { v: 1 },
  'with a descending index': { v: -1 },
  'with a compound index': { v: 1, _id: -1 },
};

for (const [how, index] of Object.entries(indexes)) {
  describe(`MongoDB's comparison order ${how}`, () => {
    for (const { title, page, groups } of orderCases) {
      it(`sorts ${title} (${page})`, async () => {
        const places = groups.flatMap((group, place) => group.map((value) => ({ place, value })));
        const collection = await filled(shuffled(places).map(({ place, value }) => ({ place, ...holding(value) })));
        const expected = places.map(({ place }) => place);

        expect(await sortedPlaces(collection, 1)).to.deep.equal(expected);
        expect(await sortedPlaces(collection, -1)).to.deep.equal(expected.toReversed());
      });
    }

    for (const { title, page, values, ascending, descending } of arrayCases) {
      it(`sorts arrays: ${title} (${page})`, async () => {
        const collection = await filled(values.map((value, place) => ({ place, ...holding(value) })));

        expect(await sortedPlaces(collection, 1)).to.deep.equal(ascending);
        expect(await sortedPlaces(collection, -1)).to.deep.equal(descending);
      });
    }
  });

  describe(`MongoDB's queries by comparison ${how}`, () => {
    for (const { title, page, values, filter, found } of queryCases) {
      it(`${title} (${page})`, async () => {
        const collection = await filled(values.map((value, place) => ({ place, ...holding(value) })));
        const places = (await collection.find({ v: filter }).toArray()).map(({ place }) => Number(place));

        expect(places.sort((a, b) => a - b)).to.deep.equal(found);
        expect(await collection.countDocuments({ v: filter })).to.equal(found.length);
      });
    }
  });

  const filled = async (documents: Document[]): Promise<Collection> => {
    const collection = store.collection();
    if (index !== undefined) await collection.createIndex(index);
    await collection.insertMany(documents);
    return collection;
  };
}

async function sortedPlaces(collection: Collection, direction: 1 | -1): Promise<number[]> {
  const documents = await collection.find().sort({ v: direction }).toArray();
  return documents.map(({ place }) => Number(place));
}

/** The same disorder each time: every third, then the rest backwards. */
function shuffled<T>(items: readonly T[]): T[] {
  const third = items.filter((_, i) => i % 3 === 1);
  return [...third, ...items.filter((_, i) => i % 3 !== 1).reverse()];
}
