import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { expect } from 'chai';
import { Ledger } from '../../scripts/lib/store-kills/ledger.js';
import { killRounds } from '../../scripts/lib/store-kills/rounds.js';
import { startStoreProcess } from '../../scripts/lib/store-process.js';
import { runStoreCommand } from './store-process.js';
import { onlyEmbedded, temporaryFolder } from './support.js';

onlyEmbedded('a store killed in the middle of a storm', () => {
  const path = temporaryFolder();
  after(() => rmSync(path, { recursive: true, force: true }));

  it('has every acknowledged write after each restart, no refused one, and indexes that agree with the documents', async function () {
    this.timeout(90_000);
    const report = await killRounds({ path, rounds: 2, clients: 16, stormMs: 1000, say: () => undefined });
    expect(report).to.deep.include({ rounds: 2, lost: 0, violations: [] });
    expect(report.acknowledged).to.be.greaterThan(50);
    expect(report.refused).to.be.greaterThan(50);
    const verified = await runStoreCommand('--path', path, '--verify');
    expect([verified.code, verified.stderr]).to.deep.equal([0, '']);
    expect(JSON.parse(verified.stdout).violations).to.deep.equal([]);
  });

  it('would be found out if it lost an answered write or kept a refused one', async () => {
    const ledger = new Ledger();
    await ledger.attempt('kept', 'new', () => Promise.resolve(true));
    await ledger.attempt('lost', 'new', () => Promise.resolve(true));
    await ledger.attempt('refused', 'new', () => Promise.resolve(false));
    await ledger.attempt('cut off', 'new', () => Promise.reject(new Error('gone'))).catch(() => undefined);
    const found = new Map([
      ['kept', 'new'],
      ['refused', 'new'],
    ]);
    expect(ledger.settle(found)).to.deep.equal([
      { key: 'lost', expected: ['new'], found: undefined },
      { key: 'refused', expected: [undefined], found: 'new' },
    ]);
  });
});

onlyEmbedded('the command of the store', () => {
  const path = temporaryFolder();
  after(() => rmSync(path, { recursive: true, force: true }));

  it('refuses a folder another process has open, by its pid, and closes cleanly on SIGTERM', async () => {
    const { process: child, uri } = await startStoreProcess(path);
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
    for (const path of ['/dev/null/store', '/proc/store/deep']) {
      const { code, stderr } = await runStoreCommand('--path', path, '--port', '0');
      expect([code, stderr.trim().split('\n').length]).to.deep.equal([1, 1]);
    }
    const nothing = await runStoreCommand('--port', 'x');
    expect([nothing.code, nothing.stderr.startsWith('store: usage')]).to.deep.equal([1, true]);
  });
});
