import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { expect } from 'chai';
import { MongoClient, type Collection } from 'mongodb';
import { onlyEmbedded, temporaryFolder } from './support.js';
import { runStoreCommand, startStoreProcess } from './store-process.js';

const ROUNDS = 3;
const CLIENTS = 16;

interface Row {
  _id: string;
  key: string;
  tags: string[];
  counted: number;
}

onlyEmbedded('a store killed in the middle of a storm', () => {
  const path = temporaryFolder();
  after(() => rmSync(path, { recursive: true, force: true }));

  it('has every acknowledged write after each restart, and indexes that agree with the documents', async function () {
    this.timeout(90_000);
    const acknowledged = new Set<string>();
    let increments = 0;
    for (let round = 0; round < ROUNDS; round++) {
      const { child, uri } = await startStoreProcess(path);
      const client = await MongoClient.connect(uri, { maxPoolSize: CLIENTS, serverSelectionTimeoutMS: 500 });
      const rows = client.db('storm').collection<Row>('rows');
      await rows.createIndexes([{ key: { key: 1 }, unique: true }, { key: { tags: 1 } }, { key: { counted: -1 } }]);
      const counter = client.db('storm').collection<{ _id: number; n: number }>('counter');
      await check(rows, acknowledged);
      expect((await counter.findOne({ _id: 1 }))?.n ?? 0).to.be.at.least(increments);
      const storms = Array.from({ length: CLIENTS }, async (_, worker) => {
        for (let n = 0; ; n++) {
          const id = `${round}-${worker}-${n}`;
          await rows.insertOne({ _id: id, key: `k${id}`, tags: [`t${worker}`, `n${n % 7}`], counted: n });
          acknowledged.add(id);
          await counter.updateOne({ _id: 1 }, { $inc: { n: 1 } }, { upsert: true });
          increments++;
        }
      });
      setTimeout(() => child.kill('SIGKILL'), 700);
      await Promise.allSettled(storms);
      await client.close();
      if (child.signalCode === null) await once(child, 'exit');
    }
    const verified = await runStoreCommand('--path', path, '--verify');
    expect(verified.stderr).to.equal('');
    expect(verified.code).to.equal(0);
    expect(JSON.parse(verified.stdout)).to.have.property('violations').that.is.an('array').that.is.empty;
    expect(acknowledged.size).to.be.greaterThan(50);
  });

  async function check(rows: Collection<Row>, acknowledged: ReadonlySet<string>): Promise<void> {
    const found = await rows.find().toArray();
    const ids = new Set(found.map(({ _id }) => _id));
    expect([...acknowledged].filter((id) => !ids.has(id))).to.deep.equal([]);
    for (const { key } of found.slice(-20)) expect(await rows.countDocuments({ key })).to.equal(1);
    expect(await rows.countDocuments({ tags: 'n3' })).to.equal(found.filter(({ tags }) => tags.includes('n3')).length);
  }
});

onlyEmbedded('the command of the store', () => {
  const path = temporaryFolder();
  after(() => rmSync(path, { recursive: true, force: true }));

  it('refuses a folder another process has open, by its pid, and closes cleanly on SIGTERM', async () => {
    const { child, uri } = await startStoreProcess(path);
    const second = await runStoreCommand('--path', path, '--port', '0');
    expect(second.code).to.equal(1);
    expect(second.stderr).to.match(new RegExp(`^store: .*already open in process ${child.pid}\\n$`));
    const port = /:(\d+)$/.exec(uri)?.[1] ?? '';
    const taken = await runStoreCommand('--path', temporaryFolder(), '--port', port);
    expect([taken.code, taken.stderr]).to.deep.equal([1, 'store: the port is already in use\n']);
    child.kill('SIGTERM');
    expect(await once(child, 'exit')).to.deep.equal([0, null]);
  });

  it('says in one line what is wrong with its folder or its arguments', async () => {
    const file = await runStoreCommand('--path', '/dev/null/store', '--port', '0');
    expect([file.code, file.stderr.trim().split('\n').length]).to.deep.equal([1, 1]);
    const nothing = await runStoreCommand('--port', 'x');
    expect([nothing.code, nothing.stderr.startsWith('store: usage')]).to.deep.equal([1, true]);
  });
});
