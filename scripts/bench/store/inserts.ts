import { appointment, appointmentIndexes } from './appointment.js';
import { rate, runStore } from './running-store.js';

/** Documents like an appointment, under two unique indexes and three others. */
export async function inserts(seconds: number) {
  const result: Record<string, number> = {};
  for (const clients of [1, 16, 64]) {
    const store = await runStore({ clients });
    const collection = store.client.db('bench_store').collection('appointments');
    await collection.deleteMany({});
    await collection.createIndexes(appointmentIndexes);
    result[`c${clients}`] = await rate(clients, seconds, (n) => collection.insertOne(appointment(n)));
    await store.stop();
  }
  return result;
}
