import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Collection } from 'mongodb';
import { appointment, appointmentIndexes, type Appointment } from './appointment.js';
import { rate, runStore, type RunningStore } from './running-store.js';

const CLIENTS = 16;
const SMALL = 1000;
const PAGE = 5000;
const ROUNDS = 3;

/**
 * Indexed look-ups at random in a thousand and in many appointments, by turns; how long the store takes to start with
 * so many, and what memory of its own it has after the look-ups.
 */
export async function finds(seconds: number, documents: number) {
  const folder = mkdtempSync(join(tmpdir(), 'bench-finds-'));
  try {
    const small = await measured(folder, { small: SMALL }, seconds);
    const both = await measured(folder, { small: 0, million: documents }, seconds);
    const ratio = Number(((both.rates['small'] ?? 0) / (both.rates['million'] ?? 1)).toFixed(2));
    return {
      ...both.rates,
      ratio,
      startMs: { small: small.startMs, million: both.startMs },
      memoryMb: { small: small.memoryMb, million: both.memoryMb },
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Adds so many documents to each collection, starts the store afresh and looks up in all of them. */
async function measured(folder: string, added: Record<string, number>, seconds: number) {
  await filled(folder, added);
  const store = await runStore({ clients: CLIENTS, folder });
  const rates: Record<string, number> = {};
  for (let round = 0; round < ROUNDS; round++) {
    for (const name of Object.keys(added)) {
      const collection = collectionOf(store, name);
      const count = await collection.estimatedDocumentCount();
      const lookUp = () => collection.findOne({ reference: `XY${Math.floor(Math.random() * count)}` });
      rates[name] = (rates[name] ?? 0) + (await rate(CLIENTS, seconds, lookUp)) / ROUNDS;
    }
  }
  const memoryMb = store.memoryMb();
  await store.stop();
  const whole = Object.entries(rates).map(([name, value]) => [name, Math.round(value)]);
  return { rates: Object.fromEntries(whole) as typeof rates, startMs: store.startMs, memoryMb };
}

async function filled(folder: string, added: Record<string, number>): Promise<void> {
  const store = await runStore({ clients: CLIENTS, folder, flush: false });
  for (const [name, count] of Object.entries(added)) {
    const collection = collectionOf(store, name);
    if (count > 0) await fill(collection, count);
  }
  await store.stop();
}

async function fill(collection: Collection<Appointment>, count: number): Promise<void> {
  await collection.drop();
  await collection.createIndexes(appointmentIndexes);
  for (let start = 0; start < count; start += PAGE) {
    const rows = Array.from({ length: Math.min(PAGE, count - start) }, (_, i) => appointment(start + i));
    await collection.insertMany(rows, { ordered: false });
  }
}

function collectionOf({ client }: RunningStore, name: string): Collection<Appointment> {
  return client.db('bench_store').collection(name);
}
