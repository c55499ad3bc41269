import { expect } from 'chai';
import { load } from 'cheerio';
import supertest from 'supertest';
import { useBureau } from '../../support/bureau.js';
import { postForm, signIn } from '../../support/staff.js';

const MINUTE_MS = 60_000;

describe('five wrong passwords', () => {
  const bureau = useBureau();

  it('lock the account for thirty minutes, the right password included, and are told to the auditor', async () => {
    const { id, username, password } = await signIn(bureau, 'registrar');
    for (let count = 0; count < 5; count += 1) expect(await tryDoor(username, `wrong ${count} entirely`)).to.equal(422);
    expect(await tryDoor(username, password)).to.equal(422);
    bureau.advance(30 * MINUTE_MS - 1000);
    expect(await tryDoor(username, password)).to.equal(422);
    bureau.advance(2000);
    expect(await tryDoor(username, password)).to.equal(303);
    await bureau.services.audit.drain();
    const locks = await bureau.services.models.auditEntries.find({ action: 'staff.lock' }).lean();
    expect(locks.map(({ subject, result }) => ({ subject, result }))).to.deep.include({
      subject: `staff:${id}`,
      result: 'locked',
    });
  });

  it('do not lock it when the fourth is followed by the right one', async () => {
    const { username, password } = await signIn(bureau, 'receptionist');
    for (let round = 0; round < 3; round += 1) {
      for (let count = 0; count < 4; count += 1) await tryDoor(username, 'not the password');
      expect(await tryDoor(username, password)).to.equal(303);
    }
  });

  it('are no more than five when twenty come at once', async () => {
    const { id, username } = await signIn(bureau, 'counsellor');
    const door = { address: '::1', now: bureau.clock.now() };
    const taken = await Promise.all(
      Array.from({ length: 20 }, () =>
        bureau.services.staff.signIn.withPassword({ username, password: 'wrong', ...door }).catch(() => 'refused'),
      ),
    );
    expect(taken.every((outcome) => outcome === 'refused')).to.equal(true);
    const account = await bureau.services.models.staffAccounts.findById(id).lean();
    expect(account).to.include({ failures: 5 });
    await bureau.services.audit.drain();
    const judged = await bureau.services.models.auditEntries
      .find({ subject: `staff:${id}`, action: 'staff.sign-in', result: 'refused' })
      .lean();
    expect(judged).to.have.length(5);
  });

  it('say nothing of the lock to whoever does not know the password', async () => {
    const { username } = await signIn(bureau, 'report-reader');
    for (let count = 0; count < 5; count += 1) await tryDoor(username, 'wrong password');
    const said = async (name: string) => {
      const { text } = await knock(name, 'wrong password');
      return load(text)('main .notice').text();
    };
    expect(await said(username)).to.equal(await said('nobody'));
  });

  async function tryDoor(username: string, password: string): Promise<number> {
    return (await knock(username, password)).status;
  }

  function knock(username: string, password: string) {
    return postForm(supertest.agent(bureau.app), '/staff/sign-in', { username, password }, { from: '/staff/sign-in' });
  }
});

describe('sign-ins from one address', () => {
  const bureau = useBureau({ env: { RATE_ADDRESS_SIGN_INS: '3/10m' } });

  it('are refused beyond the limit', async () => {
    const statuses: number[] = [];
    for (let count = 0; count < 4; count += 1) {
      const fields = { username: `name-${count}`, password: 'whatever it is' };
      const { status } = await postForm(supertest.agent(bureau.app), '/staff/sign-in', fields, {
        from: '/staff/sign-in',
      });
      statuses.push(status);
    }
    expect(statuses).to.deep.equal([422, 422, 422, 429]);
  });
});
