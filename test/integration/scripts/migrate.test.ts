import { expect } from 'chai';
import { migrations } from '../../../src/migrations/index.js';
import { useStore } from '../../support/store.js';
import { operatorOfEmpty } from './support/operator.js';

describe('npm run migrate', function () {
  this.timeout(60_000);
  const run = operatorOfEmpty(useStore());
  const all = migrations.map(({ id }) => id);

  it('names what it would do and does nothing without --commit', async () => {
    const { code, report, stderr } = await run('migrate', '');
    expect({ code, ...report }).to.deep.include({ code: 0, committed: false, direction: 'up', steps: all });
    expect(stderr).to.contain('dry run');
  });

  it('does it once with --commit, and takes it back with --down', async () => {
    expect((await run('migrate', '--commit')).report['steps']).to.deep.equal(all);
    expect((await run('migrate', '--commit')).report['steps']).to.deep.equal([]);
    expect((await run('migrate', `--down ${all.length} --commit`)).report['steps']).to.deep.equal(all.toReversed());
    expect((await run('migrate', '--commit')).report['steps']).to.deep.equal(all);
  });

  it('ends with 2 and names every wrong argument', async () => {
    const { code, report } = await run('migrate', '--down 0 --up');
    expect(code).to.equal(2);
    expect(report['errors']).to.have.length(2);
  });
});

describe('a script without its store', function () {
  this.timeout(30_000);

  it('says so in one line and ends with 1', async () => {
    const run = operatorOfEmpty({ uri: 'mongodb://127.0.0.1:9/xiyue' });
    const { code, report } = await run('verify', '');
    expect({ code, report }).to.deep.equal({ code: 1, report: { errors: ['the store cannot be reached'] } });
  });
});
