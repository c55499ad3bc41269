import { expect } from 'chai';
import { useStore } from '../../support/store.js';
import { operatorOfEmpty } from './support/operator.js';

describe('npm run seed', function () {
  this.timeout(120_000);
  const first = operatorOfEmpty(useStore());
  const second = operatorOfEmpty(useStore());
  let digest: string;

  before(async () => {
    await Promise.all([first('migrate', '--commit'), second('migrate', '--commit')]);
  });

  it('makes a year of so many couples, and every invariant holds', async () => {
    const { code, report, stderr } = await first('seed', '--couples 1200 --year 2024 --commit');
    expect(code).to.equal(0);
    expect(report['counts'].after).to.deep.include({ appointments: 1200, halls: 3, messages: 0 });
    expect(stderr).to.contain('100 %');
    digest = report['digest'];
    expect((await first('verify', '')).report['violations']).to.deep.equal([]);
  });

  it('puts five to ten average days on a peak day', async () => {
    const { busiest, couples, days } = (await first('seed', '--couples 17000 --year 2024')).report;
    expect(busiest.couples).to.be.above((5 * couples) / days);
  });

  it('makes the same year again elsewhere, whatever the keys there', async () => {
    const { report } = await second('seed', '--couples 1200 --year 2024 --commit');
    expect(report['digest']).to.equal(digest);
  });

  it('only completes what is missing when it runs again', async () => {
    const { report } = await first('seed', '--couples 1200 --year 2024 --commit');
    expect(report['digest']).to.equal(digest);
    expect(report['counts'].after['appointments']).to.equal(1200);
    expect((await first('verify', '')).report['violations']).to.deep.equal([]);
  });

  it('refuses a second history of the same year, and a year that has not begun', async () => {
    const other = await first('seed', '--couples 10 --year 2024 --seed 2 --commit');
    expect(other.code).to.equal(1);
    expect(other.report['errors'][0]).to.contain('has a history already');
    const future = await first('seed', '--couples 10 --year 2100 --commit');
    expect(future.report['errors'][0]).to.contain('no day that is over');
  });
});
