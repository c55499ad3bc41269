import { expect } from 'chai';
import supertest from 'supertest';
import { useBureau } from '../../support/bureau.js';
import { postForm } from '../../support/staff.js';
import { operatorOfBureau } from './support/operator.js';

const CHEAP = { STAFF_HASH_MEMORY_KIB: '64', STAFF_HASH_PASSES: '1' };

describe('npm run create-staff', function () {
  this.timeout(60_000);
  const bureau = useBureau();
  const run = operatorOfBureau(bureau);
  const accounts = () => bureau.services.models.staffAccounts;

  before(() => Object.assign(process.env, CHEAP));
  after(() => Object.keys(CHEAP).forEach((name) => delete process.env[name]));

  it('creates nobody without --commit', async () => {
    const { report } = await run('create-staff', '--username boss --name 管理员');
    expect(report).to.deep.include({ committed: false, username: 'boss', role: 'system-administrator' });
    expect(await accounts().countDocuments()).to.equal(0);
  });

  it('makes the first administrator, whose password serves once', async () => {
    const { code, report } = await run('create-staff', '--username Boss --name 管理员 --commit');
    expect(code).to.equal(0);
    const account = await accounts().findOne({ username: 'boss' }).lean();
    expect(account?.assignments).to.deep.equal([{ hall: '*', roles: ['system-administrator'] }]);
    const signIn = await postForm(
      supertest.agent(bureau.app),
      '/staff/sign-in',
      { username: 'boss', password: String(report['password']) },
      { from: '/staff/sign-in' },
    );
    expect(signIn.headers['location']).to.equal('/staff/sign-in/new-password');
    expect(JSON.stringify(await bureau.services.models.auditEntries.find().lean())).not.to.include(report['password']);
  });

  it('refuses a name that is taken, a role without its hall and a hall that is not there', async () => {
    expect((await run('create-staff', '--username boss --name 又一位 --commit')).stderr).to.include('username-taken');
    const roles = '--username clerk --name 店员 --role merchant-clerk';
    expect((await run('create-staff', `${roles} --commit`)).code).to.equal(2);
    expect((await run('create-staff', `${roles} --hall nowhere --commit`)).code).to.equal(1);
    expect((await run('create-staff', `--username a --name 店员 --commit`)).stderr).to.include('not-a-username');
  });
});
