import { MongoServerError, type Db } from 'mongodb';
import type { Ledger } from './ledger.js';

const DUPLICATE_KEY = 11000;
const PLACES = 25;
const SLOTS = 1000;

interface Row {
  _id: string;
  mail: string;
  phone: string;
  tags: string[];
  version: number;
}

interface Slot {
  _id: number;
  capacity: number;
  holders: string[];
}

/** The writes of the product in small: rows under two unique indexes, and slots that are claimed one place at a time. */
export class Storm {
  private slot = 0;

  constructor(private readonly ledger: Ledger) {}

  async prepare(db: Db): Promise<void> {
    await rowsOf(db).createIndexes([
      { key: { mail: 1 }, unique: true },
      { key: { phone: 1 }, unique: true },
      { key: { tags: 1, version: -1 } },
    ]);
    await slotsOf(db).createIndex({ holders: 1 });
    await slotsOf(db).insertMany(Array.from({ length: SLOTS }, (_, _id) => ({ _id, capacity: PLACES, holders: [] })));
  }

  /** Writes one thing after another until the store is gone. */
  async blow(db: Db, worker: string): Promise<void> {
    for (let n = 0; ; n++) {
      const id = `${worker}-${n}`;
      const row = await this.insert(db, { _id: id, mail: `m${id}`, phone: `p${id}`, tags: [worker], version: 0 });
      await this.insert(db, { ...row, _id: `${id}-again`, phone: `${row.phone}-again` });
      await this.insert(db, { ...row, _id: `${id}-again`, mail: `${row.mail}-again` });
      await this.claim(db, id);
      await this.change(db, id);
      if (n % 3 === 0) await this.remove(db, id);
    }
  }

  /** What the store holds now, as the ledger writes it. */
  async holds(db: Db): Promise<Map<string, string>> {
    const rows = await rowsOf(db).find().toArray();
    const slots = await slotsOf(db)
      .find({ holders: { $ne: [] } })
      .toArray();
    return new Map([
      ...rows.map(({ _id, version, phone }): [string, string] => [_id, `${version} ${phone}`]),
      ...slots.flatMap((slot) => slot.holders.map((id): [string, string] => [claimOf(slot._id, id), 'held'])),
    ]);
  }

  /** Slots with more holders than places. */
  overfull(db: Db): Promise<Slot[]> {
    return slotsOf(db)
      .find({ $expr: { $gt: [{ $size: '$holders' }, '$capacity'] } })
      .toArray();
  }

  private async insert(db: Db, row: Row): Promise<Row> {
    await this.ledger.attempt(row._id, `0 ${row.phone}`, () =>
      unlessDuplicate(async () => (await rowsOf(db).insertOne(row)).acknowledged),
    );
    return row;
  }

  private async claim(db: Db, id: string): Promise<void> {
    const slot = this.slot;
    const isFree = { $lt: [{ $size: '$holders' }, '$capacity'] };
    const isTaken = await this.ledger.attempt(claimOf(slot, id), 'held', async () => {
      const holders = { $concatArrays: ['$holders', [id]] };
      const found = await slotsOf(db).findOneAndUpdate({ _id: slot, $expr: isFree }, [{ $set: { holders } }]);
      return found !== null;
    });
    if (!isTaken && this.slot === slot && slot + 1 < SLOTS) this.slot++;
  }

  private async change(db: Db, id: string): Promise<void> {
    const update = { $inc: { version: 1 }, $set: { phone: `q${id}` }, $push: { tags: 'changed' } };
    await this.ledger.attempt(id, `1 q${id}`, async () => {
      const { modifiedCount } = await rowsOf(db).updateOne({ _id: id, version: 0 }, update);
      return modifiedCount === 1;
    });
  }

  private async remove(db: Db, id: string): Promise<void> {
    await this.ledger.attempt(id, undefined, async () => {
      const { deletedCount } = await rowsOf(db).deleteOne({ mail: `m${id}` });
      return deletedCount === 1;
    });
  }
}

function rowsOf(db: Db) {
  return db.collection<Row>('rows');
}

function slotsOf(db: Db) {
  return db.collection<Slot>('slots');
}

function claimOf(slot: number, id: string): string {
  return `slot ${slot} ${id}`;
}

async function unlessDuplicate(write: () => Promise<boolean>): Promise<boolean> {
  try {
    return await write();
  } catch (error) {
    if (error instanceof MongoServerError && error.code === DUPLICATE_KEY) return false;
    throw error;
  }
}
