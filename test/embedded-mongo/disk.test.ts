import { execFileSync, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { MongoClient, MongoServerError, type Collection } from 'mongodb';
import { SmallDisk } from './small-disk.js';
import { runStoreCommand, runStoreThrough, storeThrough } from './store-process.js';
import { onlyEmbedded, temporaryFolder } from './support.js';

const CLIENTS = 8;
const outOfSpace = 14031;
const couldNotBeStored = 1;

interface Row {
  _id: string;
  key: string;
  text: string;
}

/** Inserts from many clients until each has been refused; what was answered how. */
async function fill(
  rows: Collection<Row>,
  name: string,
): Promise<{ kept: string[]; refused: string[]; codes: unknown[] }> {
  const [kept, refused, codes]: [string[], string[], unknown[]] = [[], [], []];
  const worker = async (number: number) => {
    for (let n = 0; ; n++) {
      const id = `${name}-${number}-${n}`;
      try {
        await rows.insertOne({ _id: id, key: `k${id}`, text: 'x'.repeat(20_000) });
        kept.push(id);
      } catch (error) {
        if (!(error instanceof MongoServerError)) throw error;
        refused.push(id);
        codes.push(error.code);
        return;
      }
    }
  };
  await Promise.all(Array.from({ length: CLIENTS }, (_, number) => worker(number)));
  return { kept, refused, codes };
}

async function idsOf(rows: Collection<Row>): Promise<string[]> {
  return (await rows.find().project({ _id: 1 }).toArray()).map(({ _id }) => String(_id)).sort();
}

async function connect(uri: string): Promise<{ client: MongoClient; rows: Collection<Row> }> {
  const client = await MongoClient.connect(uri, { maxPoolSize: CLIENTS });
  return { client, rows: client.db('disk').collection<Row>('rows') };
}

onlyEmbedded('a disk that is full', function () {
  this.timeout(60_000);
  let disk: SmallDisk;

  before('needs leave to mount a file system', async function () {
    const mounted = await SmallDisk.mount(12);
    if (mounted === undefined) this.skip();
    disk = mounted;
  });
  after(() => disk?.release());

  it('refuses writes with 14031, goes on reading, restarts, loses nothing and takes writes once there is room', async () => {
    const path = join(disk.path, 'store');
    disk.run('dd', 'if=/dev/zero', `of=${join(disk.path, 'ballast')}`, 'bs=1M', 'count=4');
    const first = await storeThrough(disk.within, path);
    const { client, rows } = await connect(first.uri);
    await rows.createIndex({ key: 1 }, { unique: true });
    const { kept, refused, codes } = await fill(rows, 'first');
    expect(kept.length).to.be.greaterThan(20);
    expect(new Set(codes)).to.deep.equal(new Set([outOfSpace]));
    expect(await idsOf(rows)).to.deep.equal([...kept].sort());
    expect(await rows.countDocuments({ key: `k${kept[7]}` })).to.equal(1);
    expect(await rows.countDocuments({ key: `k${refused[0]}` })).to.equal(0);
    first.child.kill('SIGKILL');
    await Promise.all([client.close(), once(first.child, 'exit')]);

    const second = await storeThrough(disk.within, path);
    const again = await connect(second.uri);
    expect(await idsOf(again.rows)).to.deep.equal([...kept].sort());
    const full = await fill(again.rows, 'second');
    expect(new Set(full.codes)).to.deep.equal(new Set([outOfSpace]));
    disk.run('rm', join(disk.path, 'ballast'));
    const late = { _id: 'late', key: 'late', text: 'x'.repeat(20_000) };
    await again.rows.insertOne(late);
    expect(await idsOf(again.rows)).to.deep.equal([...kept, ...full.kept, 'late'].sort());
    await again.client.close();
    second.child.kill('SIGTERM');
    expect(await once(second.child, 'exit')).to.deep.equal([0, null]);
    const verified = await runStoreThrough(disk.within, '--path', path, '--verify');
    expect([verified.code, verified.stderr]).to.deep.equal([0, '']);
  });

  it('that can only be read is refused in one line', async () => {
    const path = join(disk.path, 'store');
    disk.run('mount', '-o', 'remount,ro', disk.path);
    for (const task of [[], ['--verify']]) {
      const { code, stderr } = await runStoreThrough(disk.within, '--path', path, '--port', '0', ...task);
      expect(code).to.equal(1);
      expect(stderr).to.match(/^store: .*cannot be written: .*read-only\n$/);
    }
  });
});

onlyEmbedded('a disk that fails to write', function () {
  this.timeout(60_000);
  before('needs prlimit to make a file that may not grow', function () {
    if (spawnSync('prlimit', ['--version']).status !== 0) this.skip();
  });

  it('refuses those writes, goes on reading, loses nothing and takes writes again', async () => {
    const path = temporaryFolder();
    const { child, uri } = await storeThrough(['prlimit', `--fsize=${4 * 1024 * 1024}:unlimited`], path);
    const { client, rows } = await connect(uri);
    const { kept, codes } = await fill(rows, 'limited');
    expect(kept.length).to.be.greaterThan(20);
    expect(new Set(codes)).to.deep.equal(new Set([couldNotBeStored]));
    expect(await idsOf(rows)).to.deep.equal([...kept].sort());
    execFileSync('prlimit', ['--pid', String(child.pid), '--fsize=unlimited']);
    await rows.insertOne({ _id: 'late', key: 'late', text: '' });
    expect(await idsOf(rows)).to.deep.equal([...kept, 'late'].sort());
    await client.close();
    child.kill('SIGKILL');
    await once(child, 'exit');
    const verified = await runStoreCommand('--path', path, '--verify');
    expect([verified.code, verified.stderr]).to.deep.equal([0, '']);
    expect(JSON.parse(verified.stdout).checked.documents).to.equal(kept.length + 1);
    rmSync(path, { recursive: true });
  });
});
