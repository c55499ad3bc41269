import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Decimal128, Double, EJSON, Long, type Document } from 'bson';
import { expect } from 'chai';
import type { MongoClient } from 'mongodb';
import { connectFaithfully, copyTo, databasesOf, exportTo } from '../../scripts/lib/store-transfer.js';
import { startTemporaryStore, useStore } from './support.js';

const quiet = () => undefined;

describe('moving a store', () => {
  const store = useStore();
  const folder = mkdtempSync(join(tmpdir(), 'store-export-'));
  let source: MongoClient;
  before(async () => {
    source = await connectFaithfully(store.uri);
    const rows = store.db.collection('rows');
    await rows.createIndex({ k: 1, at: -1 }, { unique: true, partialFilterExpression: { k: { $exists: true } } });
    await rows.insertMany(
      Array.from({ length: 1500 }, (_, k) => ({ k, at: new Date(k), big: Long.fromNumber(k), whole: new Double(k) })),
    );
    await rows.insertOne({ k: 'x', money: Decimal128.fromString('1.50') });
  });
  after(async () => {
    await source.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('exports Extended JSON, a document a line, with every type', async () => {
    const databases = await databasesOf(source, store.db.databaseName);
    const report = await exportTo(folder, databases, quiet);
    expect(report).to.deep.equal({ documents: { [`${store.db.databaseName}.rows`]: 1501 }, indexes: 1 });
    const lines = readFileSync(join(folder, store.db.databaseName, 'rows.json'), 'utf8')
      .trim()
      .split('\n');
    expect(lines).to.have.length(1501);
    expect(JSON.parse(lines[7] as string)).to.deep.include({
      k: { $numberInt: '7' },
      big: { $numberLong: '7' },
      whole: { $numberDouble: '7.0' },
    });
    const indexes = EJSON.parse(
      readFileSync(join(folder, store.db.databaseName, 'rows.indexes.json'), 'utf8'),
    ) as Document[];
    expect(indexes[0]).to.deep.include({ key: { k: 1, at: -1 }, unique: true });
  });

  it('copies documents and indexes into another store, and counts only without one', async () => {
    const databases = await databasesOf(source, store.db.databaseName);
    const counted = await copyTo(undefined, databases, quiet);
    const other = await startTemporaryStore();
    const target = await connectFaithfully(`mongodb://127.0.0.1:${other.port}`);
    expect(await copyTo(target, databases, quiet)).to.deep.equal(counted);
    const copy = target.db(store.db.databaseName).collection('rows');
    const everything = (client: MongoClient) =>
      client.db(store.db.databaseName).collection('rows').find().sort({ _id: 1 }).toArray();
    expect(EJSON.stringify(await everything(target))).to.equal(EJSON.stringify(await everything(source)));
    expect((await copy.indexes()).map(({ name }) => name)).to.deep.equal(['_id_', 'k_1_at_-1']);
    await target.close();
    await other.stop();
  });
});
