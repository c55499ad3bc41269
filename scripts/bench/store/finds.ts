import type { Collection } from 'mongodb';
import { rate, runStore } from './running-store.js';

const CLIENTS = 16;
const SMALL = 1000;
const PAGE = 10_000;

interface Row {
  _id: number;
  reference: string;
  hall: string;
  note: string;
}

async function fill(collection: Collection<Row>, count: number): Promise<void> {
  await collection.drop();
  await collection.createIndex({ reference: 1 }, { unique: true });
  await collection.createIndex({ hall: 1 });
  for (let start = 0; start < count; start += PAGE) {
    const length = Math.min(PAGE, count - start);
    const rows = Array.from({ length }, (_, i) => ({
      _id: start + i,
      reference: `XY${start + i}`,
      hall: `hall-${(start + i) % 500}`,
      note: 'x'.repeat(100),
    }));
    await collection.insertMany(rows, { ordered: false });
  }
}

/** Indexed look-ups in a thousand and in a million documents, at random. */
export async function finds(seconds: number, documents: number) {
  const store = await runStore({ clients: CLIENTS });
  const db = store.client.db('bench_store');
  const lookups = async (name: string, count: number) => {
    const collection = db.collection<Row>(name);
    await fill(collection, count);
    return rate(CLIENTS, seconds, () => collection.findOne({ reference: `XY${Math.floor(Math.random() * count)}` }));
  };
  const small = await lookups('small', SMALL);
  const million = await lookups('million', documents);
  await db.dropDatabase();
  await store.stop();
  return { small, million, ratio: Number((small / million).toFixed(2)) };
}
