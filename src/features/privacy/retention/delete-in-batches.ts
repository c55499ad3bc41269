import type { mongo } from 'mongoose';

const BATCH = 1000;

/** Deletes what matches a thousand at a time, so that no single command holds the store; what is interrupted goes on next time. */
export async function deleteInBatches(collection: mongo.Collection, filter: mongo.Filter<mongo.BSON.Document>) {
  let deleted = 0;
  for (;;) {
    const batch = await collection.find(filter, { projection: { _id: 1 }, limit: BATCH }).toArray();
    if (batch.length === 0) return deleted;
    const result = await collection.deleteMany({ ...filter, _id: { $in: batch.map(({ _id }) => _id) } });
    deleted += result.deletedCount;
  }
}
