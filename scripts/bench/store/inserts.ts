import { randomBytes } from 'node:crypto';
import { rate, runStore } from './running-store.js';

function appointment(n: number) {
  return {
    reference: `XY${n}-${randomBytes(4).toString('hex')}`,
    activeKeys: [randomBytes(16).toString('base64'), randomBytes(16).toString('base64')],
    hall: `hall-${n % 3}`,
    date: `2026-0${1 + (n % 9)}-1${n % 10}`,
    start: '09:00',
    state: 'confirmed',
    parties: [
      { role: 'male', name: 'sealed', document: { type: 'resident-id', sealed: randomBytes(48).toString('base64') } },
      { role: 'female', name: 'sealed', document: { type: 'resident-id', sealed: randomBytes(48).toString('base64') } },
    ],
    createdAt: new Date(Date.UTC(2026, 0, 1) + n),
  };
}

/** Documents like an appointment, under two unique indexes and three others. */
export async function inserts(seconds: number) {
  const result: Record<string, number> = {};
  for (const clients of [1, 16, 64]) {
    const store = await runStore({ clients });
    const collection = store.client.db('bench_store').collection('appointments');
    await collection.deleteMany({});
    await collection.createIndexes([
      { key: { reference: 1 }, unique: true },
      { key: { activeKeys: 1 }, unique: true, partialFilterExpression: { activeKeys: { $exists: true } } },
      { key: { hall: 1, date: 1, start: 1 } },
      { key: { state: 1, date: 1 } },
      { key: { createdAt: -1 } },
    ]);
    result[`c${clients}`] = await rate(clients, seconds, (n) => collection.insertOne(appointment(n)));
    await store.stop();
  }
  return result;
}
