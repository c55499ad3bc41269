import { expect } from 'chai';
import { load } from 'cheerio';
import supertest from 'supertest';
import { PasswordHashes } from '../../../src/features/staff/sign-in/password-hashes.js';
import { stopwatch } from '../../../src/infrastructure/clock.js';
import { useBureau } from '../../support/bureau.js';
import { csrfOf, postForm, signedIn, signIn, signInAgain } from '../../support/staff.js';

describe('POST /staff/sign-in', () => {
  const bureau = useBureau();

  it('leads a new registrar through a password of their own to the home page', async () => {
    const agent = await signedIn(bureau, 'registrar');
    const home = await agent.get('/staff').expect(200);
    const $ = load(home.text);
    expect($('main').text()).to.include('婚姻登记员').and.include('福田测试登记处');
    expect(home.headers['cache-control']).to.equal('no-store');
  });

  it('answers alike for a wrong password and an unknown name', async () => {
    const { username } = await signIn(bureau, 'receptionist');
    const ask = async (name: string) => {
      const agent = supertest.agent(bureau.app);
      const { status, text } = await postForm(
        agent,
        '/staff/sign-in',
        { username: name, password: 'not the password' },
        { from: '/staff/sign-in' },
      );
      return { status, text: load(text)('main').text().replaceAll(name, '') };
    };
    expect(await ask(username)).to.deep.equal(await ask('nobody-at-all'));
    expect((await ask(username)).status).to.equal(422);
  });

  it('ends the older session and tells its browser so', async () => {
    const person = await signIn(bureau, 'registrar');
    await signInAgain(bureau, person);
    const refused = await person.agent.get('/staff').expect(303);
    expect(refused.headers['location']).to.equal('/staff/sign-in');
    const { text } = await person.agent.get('/staff/sign-in');
    expect(load(text)('.notice--warning').text()).to.include('另一处登录');
  });

  it('ends the session at sign-out', async () => {
    const agent = await signedIn(bureau, 'registrar');
    await postForm(agent, '/staff/sign-out').then(({ status }) => expect(status).to.equal(303));
    await agent.get('/staff').expect(303);
  });

  it('gives the browser another session id with everything that is proved', async () => {
    const agent = supertest.agent(bureau.app);
    const person = await signIn(bureau, 'registrar');
    const { headers } = await agent.get('/staff/sign-in');
    const planted = String(headers['set-cookie']).split(';')[0]!;
    await postForm(
      agent,
      '/staff/sign-in',
      { username: person.username, password: person.password },
      { from: '/staff/sign-in' },
    );
    await supertest(bureau.app).get('/staff').set('Cookie', planted).expect(303);
    await agent.get('/staff').expect(200);
  });

  it('ends a sign-in under way when an administrator gives another password', async () => {
    const now = bureau.clock.now();
    const { account, password } = await bureau.services.staff.accounts.create(
      { username: 'half.way', name: '半路', assignments: [{ hall: 'futian', roles: ['registrar'] }] },
      { actor: 'os:test', now },
    );
    const agent = supertest.agent(bureau.app);
    await postForm(agent, '/staff/sign-in', { username: 'half.way', password }, { from: '/staff/sign-in' });
    await agent.get('/staff/sign-in/new-password').expect(200);
    await bureau.services.staff.accounts.resetPassword({ id: account._id, revision: 0 }, { actor: 'os:test', now });
    const { headers } = await agent.get('/staff/sign-in/new-password').expect(303);
    expect(headers['location']).to.equal('/staff/sign-in');
  });

  it('takes as long for a name that nobody has', async () => {
    const hashes = new PasswordHashes({ memoryKib: 19_456, passes: 2 });
    const hashed = await hashes.make('some password of somebody');
    const timeOf = async (known: string | undefined) => {
      const elapsed = stopwatch();
      for (let count = 0; count < 5; count += 1) await hashes.matches('a guess that is wrong', known);
      return elapsed();
    };
    await timeOf(undefined);
    const [known, unknown] = [await timeOf(hashed), await timeOf(undefined)];
    expect(unknown / known).to.be.within(0.4, 2.5);
  });

  it('refuses a form without the token of the session', async () => {
    const agent = await signedIn(bureau, 'registrar');
    await agent.post('/staff/working-hall').type('form').send({ hall: 'nanshan' }).expect(403);
    expect(await csrfOf(agent)).to.have.length.above(20);
  });
});
