import { expect } from 'chai';
import { load } from 'cheerio';
import supertest from 'supertest';
import { stepOfCode } from '../../../src/features/staff/second-factor/totp.js';
import { type Authenticator, scan } from '../../support/authenticator.js';
import { useBureau } from '../../support/bureau.js';
import { postForm, type StaffAgent } from '../../support/staff.js';

const STEP_MS = 30_000;
const PASSWORD = 'orchard bicycle lantern';
const SECOND_FACTOR = '/staff/sign-in/second-factor';
const ENROL = '/staff/sign-in/enrol';

describe('the second factor', () => {
  const bureau = useBureau({ env: { STAFF_SECOND_FACTOR: 'required' } });
  let made = 0;

  it('is set up before anything else', async () => {
    const { agent, username } = await newcomer();
    expect((await agent.get('/staff')).headers['location']).to.equal('/staff/sign-in');
    const authenticator = await scan(bureau, agent, ENROL);
    const wrong = await postForm(agent, ENROL, { code: '000000' }, { from: ENROL });
    expect(wrong.status).to.equal(422);
    expect(load(wrong.text)('#secret').text().replace(/\s/g, '')).to.equal(authenticator.secret);
    await enrol(agent, authenticator);
    await agent.get('/staff').expect(200);
    const stored = await bureau.services.models.staffAccounts.findOne({ username }).lean();
    expect(JSON.stringify(stored)).not.to.include(authenticator.secret);
  });

  it('takes the code of the moment, once', async () => {
    const { authenticator, atTheDoor } = await enrolled();
    bureau.advance(STEP_MS);
    const code = await authenticator.code();
    const first = await atTheDoor();
    expect((await prove(first, code)).headers['location']).to.equal('/staff');
    const second = await atTheDoor();
    expect((await prove(second, code)).status).to.equal(422);
    await second.get('/staff').expect(303);
  });

  it('lets one of four in that use one code at once', async () => {
    const { authenticator, atTheDoor } = await enrolled();
    bureau.advance(STEP_MS);
    const code = await authenticator.code();
    const agents: StaffAgent[] = [];
    for (let count = 0; count < 4; count += 1) agents.push(await atTheDoor());
    const statuses = await Promise.all(agents.map(async (agent) => (await prove(agent, code)).status));
    expect(statuses.filter((status) => status === 303)).to.have.length(1);
    // Without the write that decides, the code is good for everybody.
    const now = bureau.clock.now();
    const judged = await Promise.all(agents.map(() => stepOfCode(authenticator.secret, code, now)));
    expect(judged.every((step) => step !== undefined)).to.equal(true);
  });

  it('takes no code from before the last one', async () => {
    const { authenticator, atTheDoor } = await enrolled();
    bureau.advance(2 * STEP_MS);
    const earlier = await authenticator.code(-30);
    expect((await prove(await atTheDoor(), await authenticator.code())).status).to.equal(303);
    expect((await prove(await atTheDoor(), earlier)).status).to.equal(422);
  });

  it('takes each recovery code once, however it is typed', async () => {
    const { codes, atTheDoor } = await enrolled();
    expect(codes).to.have.length(10);
    const typed = ` ${codes[0]!.toUpperCase().replace('-', ' ')} `;
    expect((await prove(await atTheDoor(), typed)).status).to.equal(303);
    expect((await prove(await atTheDoor(), codes[0]!)).status).to.equal(422);
    expect((await prove(await atTheDoor(), codes[1]!)).status).to.equal(303);
  });

  it('locks the account after five wrong codes, password attempts in between or not', async () => {
    const { codes, atTheDoor, username } = await enrolled();
    for (let count = 0; count < 4; count += 1) {
      expect((await prove(await atTheDoor(), '000000')).status).to.equal(422);
    }
    const last = await prove(await atTheDoor(), '000000');
    expect(load(last.text)('.notice--error').text()).to.include('已锁定');
    const { text } = await knock(username);
    expect(load(text)('.notice--error').text()).to.include('用户名或密码不正确');
    bureau.advance(30 * 60_000 + 1);
    expect((await prove(await atTheDoor(), codes[0]!)).status).to.equal(303);
  });

  async function newcomer() {
    made += 1;
    const username = `newcomer-${made}`;
    const { password } = await bureau.services.staff.accounts.create(
      { username, name: `新人${made}`, assignments: [{ hall: 'futian', roles: ['registrar'] }] },
      { actor: 'os:test', now: bureau.clock.now() },
    );
    const agent = supertest.agent(bureau.app);
    await postForm(agent, '/staff/sign-in', { username, password }, { from: '/staff/sign-in' });
    const changed = await postForm(
      agent,
      '/staff/sign-in/new-password',
      { password: PASSWORD, repeated: PASSWORD },
      { from: '/staff/sign-in/new-password' },
    );
    expect(changed.headers['location']).to.equal(ENROL);
    return { agent, username };
  }

  async function enrol(agent: StaffAgent, authenticator: Authenticator): Promise<string[]> {
    const { headers } = await postForm(agent, ENROL, { code: await authenticator.code() }, { from: ENROL });
    const page = headers['location'] as string;
    const $ = load((await agent.get(page)).text);
    const codes = $('.staff-codes li')
      .toArray()
      .map((item) => $(item).text());
    await postForm(agent, page, {}, { from: page });
    return codes;
  }

  async function enrolled() {
    const { agent, username } = await newcomer();
    const authenticator = await scan(bureau, agent, ENROL);
    const codes = await enrol(agent, authenticator);
    const atTheDoor = async () => (await knock(username)).agent;
    return { authenticator, codes, username, atTheDoor };
  }

  async function knock(username: string) {
    const agent = supertest.agent(bureau.app);
    const fields = { username, password: PASSWORD };
    const { text } = await postForm(agent, '/staff/sign-in', fields, { from: '/staff/sign-in' });
    return { agent, text };
  }

  function prove(agent: StaffAgent, code: string) {
    return postForm(agent, SECOND_FACTOR, { code }, { from: SECOND_FACTOR });
  }
});
