import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { Decimal128, Double, Long, ObjectId, UUID } from 'bson';
import { expect } from 'chai';
import { connectFaithfully } from '../../scripts/lib/store-transfer.js';
import { onlyEmbedded, temporaryFolder } from './support.js';

interface Outcome {
  code: number;
  stdout: string;
  stderr: string;
}

function npmRun(script: string, ...args: string[]): Promise<Outcome> {
  return new Promise((resolve) => {
    const child = execFile('npm', ['run', '--silent', script, '--', ...args], (_, stdout, stderr) =>
      resolve({ code: child.exitCode ?? -1, stdout, stderr }),
    );
  });
}

/** `npm run store` for as long as the work takes. */
async function whileServing(path: string, work: (uri: string) => Promise<void>): Promise<void> {
  const child = spawn('npm', ['run', '--silent', 'store', '--', '--path', path, '--port', '0'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = (await once(createInterface({ input: child.stdout }), 'line')) as [string];
  try {
    await work(/^store (mongodb:\S+)$/.exec(line)?.[1] ?? '');
  } finally {
    child.kill('SIGTERM');
    await once(child, 'exit');
  }
}

function filesIn(folder: string): Record<string, string> {
  const names = readdirSync(folder).sort();
  return Object.fromEntries(names.map((name) => [name, readFileSync(join(folder, name), 'utf8')]));
}

onlyEmbedded('npm run store, store:export and store:import', function () {
  this.timeout(120_000);
  const root = temporaryFolder();
  const [first, second] = [join(root, 'first'), join(root, 'second')];
  after(() => rmSync(root, { recursive: true, force: true }));

  const exported = async (path: string) => {
    const out = join(root, `${path}-files`);
    const { code, stdout } = await npmRun('store:export', '--path', path, '--out', out, '--json');
    expect(code).to.equal(0);
    return { report: JSON.parse(stdout), files: filesIn(join(out, 'bureau')) };
  };

  it('serve, write out and bring back a store that is the same to the last byte', async () => {
    await whileServing(first, async (uri) => {
      const client = await connectFaithfully(uri);
      const rows = client.db('bureau').collection('rows');
      await rows.createIndexes([
        { key: { n: 1, at: -1 }, unique: true },
        { key: { tags: 1 }, partialFilterExpression: { n: { $gte: 10 } } },
        { key: { until: 1 }, expireAfterSeconds: 3600, sparse: true },
      ]);
      await rows.insertMany(
        Array.from({ length: 2500 }, (_, n) => ({
          n,
          at: new Date(n),
          big: Long.fromNumber(2 ** 53).add(n),
          whole: new Double(n),
          money: Decimal128.fromString(`${n}.50`),
          ids: [new ObjectId(), new UUID()],
          tags: ['喜', null, { deep: [n] }],
        })),
      );
      await client.db('bureau').collection<{ _id: string }>('empty').insertOne({ _id: 'gone' });
      await client.db('bureau').collection<{ _id: string }>('empty').deleteOne({ _id: 'gone' });
      const running = await npmRun('store:export', '--path', first, '--out', join(root, 'nothing'));
      expect([running.code, running.stderr]).to.satisfy(
        ([code, stderr]: [number, string]) => code === 1 && /already open in process \d+\n$/.test(stderr),
      );
      await client.close();
    });
    const before = await exported(first);
    expect(before.report).to.deep.equal({ documents: { 'bureau.empty': 0, 'bureau.rows': 2500 }, indexes: 3 });
    await whileServing(first, async (uri) => {
      const dry = await npmRun('store:import', '--from', uri, '--path', second, '--json');
      expect([dry.code, existsSync(second)]).to.deep.equal([0, false]);
      const done = await npmRun('store:import', '--from', uri, '--path', second, '--commit', '--json');
      expect(done.code).to.equal(0);
      expect(JSON.parse(done.stdout)).to.deep.equal(before.report);
      expect(JSON.parse(dry.stdout)).to.deep.equal(before.report);
    });
    const after = await exported(second);
    expect(after).to.deep.equal(before);
    const verified = await npmRun('store', '--path', second, '--verify');
    expect([verified.code, JSON.parse(verified.stdout).violations]).to.deep.equal([0, []]);
    const stats = await npmRun('store', '--path', second, '--stats');
    const [, rows] = JSON.parse(stats.stdout).collections;
    expect(rows).to.deep.include({ namespace: 'bureau.rows', documents: 2500 });
  });
});
