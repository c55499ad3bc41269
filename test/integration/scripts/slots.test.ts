import { expect } from 'chai';
import { BOOKABLE_DAY, useBureau } from '../../support/bureau.js';
import { operatorOfBureau } from './support/operator.js';

const DAY = `--hall futian --date ${BOOKABLE_DAY} --business marriage --lane online`;

describe('npm run slots', function () {
  this.timeout(60_000);
  const bureau = useBureau();
  const run = operatorOfBureau(bureau);

  it('changes nothing without --commit', async () => {
    const before = await bureau.services.slots.ofDay('futian', BOOKABLE_DAY);
    const { report } = await run('slots', `${DAY} --capacity 9`);
    expect(report).to.deep.include({ committed: false, changed: 12, refused: [] });
    expect(await bureau.services.slots.ofDay('futian', BOOKABLE_DAY)).to.deep.equal(before);
  });

  it('sets one slot, which planning leaves alone from then on', async () => {
    const { report } = await run('slots', `${DAY} --start ${BOOKABLE_DAY}T10:00:00+08:00 --capacity 9 --commit`);
    expect(report['changed']).to.equal(1);
    const slot = await bureau.services.claims.read(`futian/${BOOKABLE_DAY}/10:00/marriage/online`);
    expect(slot).to.deep.include({ capacity: 9, isPinned: true });
    expect((await run('slots', `${DAY} --start 10:00 --capacity 9 --commit`)).report).to.include({
      changed: 0,
      unchanged: 1,
    });
  });

  it('makes a slot where there was none', async () => {
    const { report } = await run('slots', `${DAY} --start 18:00 --capacity 3 --commit`);
    expect(report).to.deep.include({ changed: 1, created: 1 });
    const slot = await bureau.services.claims.read(`futian/${BOOKABLE_DAY}/18:00/marriage/online`);
    expect(slot).to.deep.include({ end: '18:30', capacity: 3, isClosed: false });
  });

  it('refuses fewer places than are claimed, naming the appointments', async () => {
    const couples = [await bureau.bookCouple(201), await bureau.bookCouple(202)];
    const { code, report } = await run('slots', `${DAY} --start 09:00 --capacity 1 --commit`);
    expect(code).to.equal(1);
    const [refused] = report['refused'];
    expect(refused.slot).to.equal(`futian/${BOOKABLE_DAY}/09:00/marriage/online`);
    expect(refused.appointments).to.have.members(couples.map(({ reference }) => reference));
    expect((await run('slots', `${DAY} --start 09:00 --capacity 2 --commit`)).report['changed']).to.equal(1);
  });

  it('counts a running hold as claimed, because it can be confirmed', async () => {
    const slot = { hall: 'futian', date: BOOKABLE_DAY, start: '11:00', business: 'marriage' };
    await bureau.http.post('/api/v1/holds').send(slot).expect(201);
    const { report } = await run('slots', `${DAY} --start 11:00 --capacity 0 --commit`);
    expect(report['refused']).to.deep.equal([
      { slot: `futian/${BOOKABLE_DAY}/11:00/marriage/online`, claimed: 1, appointments: [] },
    ]);
  });

  it('is recorded with who ran it', async () => {
    const entry = await bureau.services.models.auditEntries.findOne({ action: 'script:slots' }).sort({ _id: 1 }).lean();
    expect(entry?.actor).to.match(/^os:\S+/);
    expect(entry?.details?.['arguments']).to.deep.include({ hall: 'futian', capacity: 9 });
  });
});
