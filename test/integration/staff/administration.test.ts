import { expect } from 'chai';
import { load } from 'cheerio';
import supertest from 'supertest';
import { useBureau } from '../../support/bureau.js';
import { postForm, type SignedIn, signIn, type StaffAgent } from '../../support/staff.js';

describe('/staff/people', () => {
  const bureau = useBureau();
  let admin: SignedIn;

  before('administrator', async () => {
    admin = await signIn(bureau, 'system-administrator');
  });

  it('makes an account whose password is shown to the administrator and works once', async () => {
    const created = await add({
      username: 'wang.fang',
      name: '王芳',
      roles: ['futian:registrar', 'nanshan:receptionist'],
    });
    expect(created.status).to.equal(303);
    const page = await admin.agent.get(created.headers['location'] as string);
    const password = load(page.text)('#given-password').text();
    const stranger = await signIn(bureau, 'system-administrator');
    const elsewhere = await stranger.agent.get(created.headers['location'] as string);
    expect(load(elsewhere.text)('#given-password')).to.have.length(0);
    const first = await enter('wang.fang', password);
    expect(first.headers['location']).to.equal('/staff/sign-in/new-password');
    const list = load((await admin.agent.get('/staff/people?q=王芳')).text);
    expect(list('tbody tr')).to.have.length(1);
    expect(list('tbody').text()).to.include('福田测试登记处：婚姻登记员').and.include('南山测试登记处：导办员');
  });

  it('explains why powers may not meet, and keeps what was typed', async () => {
    const { status, text } = await add({
      username: 'both',
      name: '两头',
      roles: ['*:security-auditor', 'futian:registrar'],
    });
    const $ = load(text);
    expect(status).to.equal(422);
    expect($('.error-summary').text()).to.include('安全审计、业务办理不能由同一个账号担任');
    expect($('#username').val()).to.equal('both');
    expect($('input[value="futian:registrar"]').attr('checked')).not.to.equal(undefined);
    expect(await bureau.services.models.staffAccounts.exists({ username: 'both' })).to.equal(null);
  });

  it('refuses a name that is taken and one that cannot be', async () => {
    await add({ username: 'twice', name: '第一位', roles: 'futian:registrar' });
    const taken = await add({ username: 'Twice', name: '第二位', roles: 'futian:registrar' });
    expect(load(taken.text)('#username-error').text()).to.include('已经有人使用');
    const odd = await add({ username: 'a b', name: '第二位', roles: 'futian:registrar' });
    expect(load(odd.text)('#username-error').text()).to.include('3 至 32');
  });

  it('ends the session with other roles, which hold from the next sign-in', async () => {
    const person = await signIn(bureau, 'registrar');
    const saved = await change(person.id, 'roles', { name: '换岗', roles: 'futian:report-reader' });
    expect(saved.status).to.equal(303);
    const gone = await person.agent.get('/staff').expect(303);
    expect(gone.headers['location']).to.equal('/staff/sign-in');
    const told = await person.agent.get('/staff/sign-in');
    expect(load(told.text)('.notice--warning').text()).to.include('账号有变动');
    const again = await enter(person.username, person.password);
    expect(again.status).to.equal(303);
  });

  it('lets one of two administrators through that saw the same account', async () => {
    const { id } = await signIn(bureau, 'registrar');
    const page = load((await admin.agent.get(`/staff/people/${id}`)).text);
    const revision = page('input[name=revision]').first().attr('value')!;
    const send = (name: string) =>
      postForm(admin.agent, `/staff/people/${id}/roles`, { revision, name, roles: 'futian:registrar' });
    expect((await send('第一次')).status).to.equal(303);
    const late = await send('第二次');
    expect(late.status).to.equal(422);
    expect(load(late.text)('.notice--error').text()).to.include('刚刚被他人修改');
  });

  it('closes an account at once and hands over what was held', async () => {
    const person = await signIn(bureau, 'registrar');
    const handedOver: string[] = [];
    bureau.services.staff.accounts.onDeparture((id) => Promise.resolve(void handedOver.push(id)));
    await change(person.id, 'close', { reason: '调离' });
    await person.agent.get('/staff').expect(303);
    expect(handedOver).to.deep.equal([person.id]);
    expect((await enter(person.username, person.password)).status).to.equal(422);
    await change(person.id, 'reopen');
    expect((await enter(person.username, person.password)).status).to.equal(303);
  });

  it('unlocks whoever is locked, and shows them first until then', async () => {
    const person = await signIn(bureau, 'registrar');
    for (let count = 0; count < 5; count += 1) await enter(person.username, 'not this one');
    const listed = load((await admin.agent.get('/staff/people')).text);
    expect(listed('.notice--warning').text()).to.include(person.username);
    await change(person.id, 'unlock');
    expect((await enter(person.username, person.password)).status).to.equal(303);
  });

  it('changes nothing of one’s own', async () => {
    const { status, text } = await change(admin.id, 'roles', { name: '我', roles: '*:security-auditor' });
    expect(status).to.equal(422);
    expect(load(text)('.notice--error').text()).to.include('不能修改自己的账号');
    expect((await change(admin.id, 'close')).status).to.equal(422);
  });

  it('records who did what to whom from where, and never a password', async () => {
    await bureau.services.audit.drain();
    const entries = await bureau.services.models.auditEntries.find({ actor: `staff:${admin.id}` }).lean();
    expect(entries.map(({ action }) => action)).to.include.members(['staff.create', 'staff.assign', 'staff.close']);
    expect(entries.find(({ action }) => action === 'staff.close')).to.include({ reason: '调离', result: 'done' });
    expect(entries.every(({ address }) => address !== undefined)).to.equal(true);
    expect(JSON.stringify(entries)).not.to.include('argon2');
  });

  function add(fields: Record<string, string | string[]>) {
    return postForm(admin.agent, '/staff/people', fields);
  }

  async function change(id: string, what: string, fields: Record<string, string> = {}) {
    const account = await bureau.services.staff.directory.find(id);
    return postForm(admin.agent, `/staff/people/${id}/${what}`, { revision: String(account?.revision), ...fields });
  }

  function enter(username: string, password: string, agent: StaffAgent = supertest.agent(bureau.app)) {
    return postForm(agent, '/staff/sign-in', { username, password }, { from: '/staff/sign-in' });
  }
});
