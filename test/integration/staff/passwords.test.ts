import { expect } from 'chai';
import { load } from 'cheerio';
import supertest from 'supertest';
import { useBureau } from '../../support/bureau.js';
import { postForm, signIn } from '../../support/staff.js';

const NEW_PASSWORD = '/staff/sign-in/new-password';

describe('POST /staff/sign-in/new-password', () => {
  const bureau = useBureau();

  it('names what is wrong with a password and stays', async () => {
    const agent = await newcomer('li.na');
    for (const [password, repeated, said] of [
      ['short', 'short', '至少 12 个字符'],
      ['orchard bicycle lantern', 'orchard bicycle', '不一致'],
      ['Password12345', 'Password12345', '太常见'],
      ['福田测试登记处的小路弯弯', '福田测试登记处的小路弯弯', '登记处名称'],
      ['', '', '请填写'],
    ] as const) {
      const { status, text } = await postForm(agent, NEW_PASSWORD, { password, repeated }, { from: NEW_PASSWORD });
      expect({ status, said: load(text)('.error-summary').text().includes(said) }, password).to.deep.equal({
        status: 422,
        said: true,
      });
    }
    await agent.get('/staff').expect(303);
  });

  it('takes none of the last five, and the sixth again', async () => {
    const { id } = await signIn(bureau, 'registrar');
    const change = async (password: string) => {
      const account = await bureau.services.staff.signIn.find(id);
      const now = bureau.clock.now();
      return bureau.services.staff.passwords.change({ account: account!, password, halls: [], address: '::1', now });
    };
    const names = ['velvet', 'granite', 'saffron', 'meadow', 'copper'].map((word) => `${word} umbrella orbit`);
    for (const password of names) expect(await change(password)).to.equal(undefined);
    expect(await change(names[0]!)).to.equal('password-used-before');
    expect(await change('another umbrella orbit')).to.equal(undefined);
    expect(await change(names[0]!)).to.equal(undefined);
  });

  it('lets one of two changes through that began with the same password', async () => {
    const { id } = await signIn(bureau, 'registrar');
    const account = (await bureau.services.staff.signIn.find(id))!;
    const common = { account, halls: [], address: '::1', now: bureau.clock.now() };
    const outcomes = await Promise.all(
      ['walnut parade umbrella', 'thistle parade umbrella'].map((password) =>
        bureau.services.staff.passwords.change({ ...common, password }),
      ),
    );
    expect(outcomes.sort()).to.deep.equal(['changed-meanwhile', undefined]);
  });

  async function newcomer(username: string) {
    const { password } = await bureau.services.staff.accounts.create(
      { username, name: '李娜', assignments: [{ hall: 'futian', roles: ['registrar'] }] },
      { actor: 'os:test', now: bureau.clock.now() },
    );
    const agent = supertest.agent(bureau.app);
    await postForm(agent, '/staff/sign-in', { username, password }, { from: '/staff/sign-in' });
    return agent;
  }
});
