import { expect } from 'chai';
import { load } from 'cheerio';
import { useBureau } from '../../support/bureau.js';
import { csrfOf, postForm, signIn, type SignedIn, type StaffAgent } from '../../support/staff.js';

const MINUTE_MS = 60_000;

describe('a pause of more than twenty minutes', () => {
  const bureau = useBureau();
  const form = { username: 'late.comer', name: '迟到的人', roles: ['futian:registrar', 'futian:receptionist'] };

  it('ends the session, and one minute less does not', async () => {
    const { agent } = await signIn(bureau, 'registrar');
    for (let count = 0; count < 3; count += 1) {
      bureau.advance(19 * MINUTE_MS);
      await agent.get('/staff').expect(200);
    }
    bureau.advance(21 * MINUTE_MS);
    const gone = await agent.get('/staff/account').expect(303);
    expect(gone.headers['location']).to.equal('/staff/sign-in?next=%2Fstaff%2Faccount');
    expect(load((await agent.get('/staff/sign-in')).text)('.notice--warning').text()).to.include('长时间未操作');
  });

  it('is not broken by a page that asks by itself', async () => {
    const { agent } = await signIn(bureau, 'registrar');
    bureau.advance(15 * MINUTE_MS);
    await agent.get('/staff').set('X-Requested-By', 'page').expect(200);
    bureau.advance(6 * MINUTE_MS);
    await agent.get('/staff').expect(303);
  });

  it('keeps a form that came too late, for its person only', async () => {
    const person = await signIn(bureau, 'system-administrator');
    const late = await sendLate(person, { ...form, password: 'a secret one' });
    expect(late.status).to.equal(401);
    expect(load(late.text)('.notice--info').text()).to.include('已经保留');
    expect(await bureau.services.models.staffAccounts.exists({ username: form.username })).to.equal(null);

    const back = await enterHere(person.agent, person);
    expect(back.headers['location']).to.equal('/staff/kept-form');
    const $ = load((await person.agent.get('/staff/kept-form')).text);
    const offered = $('form[action="/staff/people"] input[type=hidden]')
      .toArray()
      .map(({ attribs }) => [attribs['name'] ?? '', attribs['value'] ?? ''] as const);
    expect(offered.filter(([name]) => name === 'roles')).to.have.length(2);
    expect(offered.map(([name]) => name)).not.to.include('password');
    const body = new URLSearchParams(offered.map(([name, value]): [string, string] => [name, value]));
    await person.agent.post('/staff/people').type('form').send(body.toString()).expect(303);
    expect(await bureau.services.models.staffAccounts.exists({ username: form.username })).not.to.equal(null);
  });

  it('lies sealed in the store meanwhile', async () => {
    const person = await signIn(bureau, 'system-administrator');
    await sendLate(person, { ...form, name: '藏起来的名字' });
    const stored = JSON.stringify(await bureau.services.models.keptForms.find().lean());
    expect(stored).not.to.include('藏起来的名字').and.not.to.include('late.comer');
  });

  it('shows the form to nobody who signs in there next', async () => {
    const person = await signIn(bureau, 'system-administrator');
    const other = await signIn(bureau, 'system-administrator');
    await sendLate(person, form);
    const entered = await enterHere(person.agent, other);
    expect(entered.headers['location']).to.equal('/staff');
    await person.agent.get('/staff/kept-form').expect(303);
  });

  it('keeps nothing that was not made in that session', async () => {
    const person = await signIn(bureau, 'system-administrator');
    bureau.advance(21 * MINUTE_MS);
    const forged = await person.agent
      .post('/staff/people')
      .set('Accept', 'text/html')
      .type('form')
      .send({ ...form, _csrf: 'f'.repeat(256) });
    expect(forged.status).to.equal(401);
    expect(load(forged.text)('.notice--info')).to.have.length(0);
  });

  it('is purged when nobody comes back', async () => {
    const person = await signIn(bureau, 'system-administrator');
    await sendLate(person, form);
    await bureau.services.staff.keptForms.purge(new Date(bureau.clock.now().getTime() + 31 * MINUTE_MS));
    expect(await bureau.services.models.keptForms.countDocuments()).to.equal(0);
  });

  async function sendLate({ agent }: SignedIn, fields: Record<string, string | string[]>) {
    const _csrf = await csrfOf(agent, '/staff/people/new');
    bureau.advance(21 * MINUTE_MS);
    return agent
      .post('/staff/people')
      .set('Accept', 'text/html')
      .type('form')
      .send({ _csrf, ...fields });
  }

  function enterHere(agent: StaffAgent, { username, password }: SignedIn) {
    return postForm(agent, '/staff/sign-in', { username, password }, { from: '/staff/sign-in' });
  }
});
