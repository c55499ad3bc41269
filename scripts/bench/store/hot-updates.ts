import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { calculateObjectSize } from 'bson';
import { open } from 'lmdb';
import { ObjectId, type Collection } from 'mongodb';
import { rate, runStore } from './running-store.js';

const CLAIMS = 500;
const START = Date.UTC(2026, 0, 1);
const HELD_MS = 600_000_000;

interface Slot {
  _id: number;
  capacity: number;
  claims: { holder: ObjectId; until: Date; at: Date }[];
}

function claim(now: number): Slot['claims'][number] {
  return { holder: new ObjectId(), until: new Date(now + HELD_MS), at: new Date(now) };
}

function fullSlot(): Slot {
  return { _id: 1, capacity: CLAIMS + 1, claims: Array.from({ length: CLAIMS }, (_, n) => claim(START + n)) };
}

/** One guarded claim as the product makes it, with the oldest falling out so that the slot stays at 500. */
function takePlace(slots: Collection<Slot>, n: number): Promise<unknown> {
  const now = new Date(START + CLAIMS + n);
  const live = { $filter: { input: '$claims', cond: { $gt: ['$$this.until', now] } } };
  return slots.findOneAndUpdate(
    { _id: 1, $expr: { $lt: [{ $size: live }, '$capacity'] } },
    [{ $set: { claims: { $slice: [{ $concatArrays: [live, [claim(now.getTime())]] }, -CLAIMS] } } }],
    { projection: { _id: 1 } },
  );
}

export async function hotUpdates(seconds: number) {
  const flushed = (clients: number) => measured(clients, seconds, true);
  return {
    c1: await flushed(1),
    c16: await flushed(16),
    c64: await flushed(64),
    unflushed64: await measured(64, seconds, false),
    ping64: await pings(64, seconds),
    floor: await floor(64, seconds),
  };
}

async function measured(clients: number, seconds: number, flush: boolean): Promise<number> {
  const store = await runStore({ clients, flush });
  const slots = store.client.db('bench_store').collection<Slot>('slots');
  await slots.deleteMany({});
  await slots.insertOne(fullSlot());
  const result = await rate(clients, seconds, (n) => takePlace(slots, n));
  await store.stop();
  return result;
}

/** What the driver and a connection allow at most: the same clients asking for nothing. */
async function pings(clients: number, seconds: number): Promise<number> {
  const store = await runStore({ clients });
  const database = store.client.db('bench_store');
  const result = await rate(clients, seconds, () => database.command({ ping: 1 }));
  await store.stop();
  return result;
}

/** The same bytes put by bare LMDB transactions, as many to a flush as there are clients. */
async function floor(clients: number, seconds: number): Promise<number> {
  const path = mkdtempSync(join(tmpdir(), 'bench-lmdb-'));
  const database = open<Buffer, number>({ path: join(path, 'floor.mdb'), encoding: 'binary', overlappingSync: false });
  const bytes = Buffer.alloc(calculateObjectSize(fullSlot()), 1);
  const result = await rate(clients, seconds, (n) => {
    bytes.writeUInt32LE(n, 0);
    return database.transaction(() => database.putSync(1, bytes));
  });
  await database.close();
  rmSync(path, { recursive: true, force: true });
  return result;
}
