import { expect } from 'chai';
import { load } from 'cheerio';
import supertest from 'supertest';
import { createStaff } from '../../../src/features/staff/index.js';
import { insertDemoStaff } from '../../../scripts/lib/demo-staff.js';
import { useBureau } from '../../support/bureau.js';
import { expectHiddenFrom } from '../../support/foreign-hall.js';
import { postForm, signedIn, signIn } from '../../support/staff.js';

describe('POST /staff/working-hall', () => {
  const bureau = useBureau();

  it('changes to another of one’s halls, with the roles held there and another session id', async () => {
    const person = await signIn(bureau, 'registrar');
    await bureau.services.models.staffAccounts.updateOne(
      { _id: person.id },
      { $push: { assignments: { hall: 'nanshan', roles: ['report-reader'] } } },
    );
    const before = String((await person.agent.get('/staff')).text);
    expect(load(before)('.staff-roles').text()).to.include('婚姻登记员');
    const changed = await postForm(person.agent, '/staff/working-hall', { hall: 'nanshan' });
    expect(String(changed.headers['set-cookie'])).to.match(/^xiyue=/);
    const after = load((await person.agent.get('/staff')).text);
    expect(after('.staff-roles').text()).to.include('统计查看员').and.include('南山').and.not.include('婚姻登记员');
  });

  it('goes to no hall that is not one’s own', async () => {
    const agent = await signedIn(bureau, 'registrar');
    await postForm(agent, '/staff/working-hall', { hall: 'nanshan' });
    expect(load((await agent.get('/staff')).text)('.staff-roles').text()).to.include('福田');
  });
});

describe('an address made up by hand', () => {
  const bureau = useBureau();

  it('finds no account that is not there and changes none', async () => {
    const agent = await signedIn(bureau, 'system-administrator');
    const made = 'f'.repeat(24);
    await expectHiddenFrom(
      agent,
      [
        { method: 'get', path: `/staff/people/${made}` },
        { method: 'post', path: `/staff/people/${made}/close`, fields: { revision: '0' } },
        { method: 'post', path: `/staff/people/${made}/password`, fields: { revision: '0' } },
        { method: 'get', path: '/staff/people/[object Object]' },
      ],
      () => bureau.services.models.staffAccounts.find({}, { session: 0 }).lean(),
    );
  });
});

describe('an account of the demo bureau', () => {
  const bureau = useBureau();

  it('opens the door outside production and nothing in it', async () => {
    await insertDemoStaff(bureau.services, 'futian', bureau.clock.now());
    const fields = { username: 'registrar', password: 'try-the-demo-bureau' };
    const { status } = await postForm(supertest.agent(bureau.app), '/staff/sign-in', fields, {
      from: '/staff/sign-in',
    });
    expect(status).to.equal(303);
    const { services, config } = bureau;
    const inProduction = createStaff({ ...services, ...services.secrets, config: { ...config, env: 'production' } });
    const asked = inProduction.signIn.withPassword({ ...fields, address: '::1', now: bureau.clock.now() });
    expect(await asked.catch(({ code }: { code: string }) => code)).to.equal('wrong-credentials');
  });
});
