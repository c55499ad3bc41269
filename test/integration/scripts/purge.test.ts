import { expect } from 'chai';
import { useBureau } from '../../support/bureau.js';
import { operatorOfBureau } from './support/operator.js';

const DAY_MS = 86_400_000;

describe('npm run purge', function () {
  this.timeout(60_000);
  const bureau = useBureau();
  const run = operatorOfBureau(bureau);

  it('says what is due, purges it only with --commit, and finds nothing the second time', async () => {
    await bureau.bookCouple(1);
    await bureau.services.audit.drain();
    bureau.advance(800 * DAY_MS);

    const dry = await run('purge', '');
    expect(dry.code, dry.stderr).to.equal(0);
    expect(dry.report).to.include({ committed: false });
    expect(countsOf(dry.report)).to.deep.equal({ appointments: 1, messages: 5 });
    expect(await named()).to.equal(1);

    const done = await run('purge', '--commit');
    expect(countsOf(done.report)).to.deep.equal({ appointments: 1, messages: 5 });
    expect(await named()).to.equal(0);
    const again = await run('purge', '--commit');
    expect(countsOf(again.report)).to.deep.equal({});
    const actions = await bureau.services.models.auditEntries.distinct('action', { actor: /^os:/ });
    expect(actions).to.include.members(['retention.purged', 'script:purge']);
  });

  it('tells with exit code 1 that a broken chain was left alone', async () => {
    bureau.advance(500 * DAY_MS);
    const { auditEntries } = bureau.services.models;
    const first = (await auditEntries.findOne().sort({ _id: 1 }).lean())!;
    await auditEntries.updateOne({ _id: first._id }, { $set: { result: 'refused' } });
    const { code, report } = await run('purge', '--commit');
    expect(code).to.equal(1);
    expect(report['collections'].auditEntries.refused).to.equal('audit-chain-broken');
  });

  function countsOf({ collections }: { collections?: Record<string, { count: number }> }): Record<string, number> {
    const counted = Object.entries(collections ?? {}).map(([name, { count }]) => [name, count] as const);
    return Object.fromEntries(counted.filter(([, count]) => count > 0));
  }

  function named(): Promise<number> {
    return bureau.services.models.appointments.countDocuments({ personal: { $exists: true } });
  }
});
