import { expect } from 'chai';
import { load } from 'cheerio';
import { type Authenticator, scan } from '../../support/authenticator.js';
import { useBureau } from '../../support/bureau.js';
import { postForm, signIn, type SignedIn } from '../../support/staff.js';

const ACCOUNT = '/staff/account';

describe(ACCOUNT, () => {
  const bureau = useBureau();

  it('changes nothing without the password, and counts the tries', async () => {
    const person = await signIn(bureau, 'registrar');
    for (const path of ['/password', '/authenticator/begin', '/recovery-codes/renew', '/authenticator/remove']) {
      const { status, text } = await postForm(person.agent, ACCOUNT + path, { current: 'not the password' });
      expect(status, path).to.equal(422);
      expect(load(text)('.error-summary').text(), path).to.include('当前密码不正确');
    }
    const account = await bureau.services.models.staffAccounts.findById(person.id).lean();
    expect(account).to.include({ failures: 4 });
  });

  it('changes the password for whoever knows it', async () => {
    const person = await signIn(bureau, 'registrar');
    const next = 'thistle parade umbrella';
    const fields = { current: person.password, password: next, repeated: next };
    const { headers } = await postForm(person.agent, `${ACCOUNT}/password`, fields);
    expect(headers['location']).to.equal(`${ACCOUNT}?done=password`);
    const door = { address: '::1', now: bureau.clock.now() };
    const entered = await bureau.services.staff.signIn.withPassword({
      username: person.username,
      password: next,
      ...door,
    });
    expect(entered._id).to.equal(person.id);
  });

  it('gives new recovery codes in place of the old ones', async () => {
    const { person, codes } = await withAuthenticator();
    await postForm(person.agent, `${ACCOUNT}/recovery-codes/renew`, { current: person.password });
    const renewed = codesOn((await person.agent.get(`${ACCOUNT}/recovery-codes`)).text);
    expect(renewed).to.have.length(10);
    expect(renewed.filter((code) => codes.includes(code))).to.deep.equal([]);
    const { staff } = bureau.services;
    const account = (await staff.signIn.find(person.id))!;
    const context = { address: '::1', now: bureau.clock.now() };
    expect(await staff.secondFactor.proves(account, codes[0]!, context)).to.equal(false);
    expect(await staff.secondFactor.proves(account, renewed[0]!, context)).to.equal(true);
  });

  it('shows recovery codes until they are put away, and never again', async () => {
    const { person } = await withAuthenticator();
    await postForm(person.agent, `${ACCOUNT}/recovery-codes`);
    const { headers } = await person.agent.get(`${ACCOUNT}/recovery-codes`).expect(303);
    expect(headers['location']).to.equal(ACCOUNT);
  });

  it('stops using the authenticator where nobody has to have one', async () => {
    const { person } = await withAuthenticator();
    await postForm(person.agent, `${ACCOUNT}/authenticator/remove`, { current: person.password });
    const account = await bureau.services.models.staffAccounts.findById(person.id).lean();
    expect(account).not.to.have.property('totpSecret');
    expect(account?.recoveryCodes).to.deep.equal([]);
  });

  it('asks for no passkey that does not answer the challenge', async () => {
    const { person } = await withAuthenticator();
    const options = await postForm(person.agent, `${ACCOUNT}/passkeys/options`, { current: person.password });
    expect(options.body).to.include.keys('challenge', 'rp', 'user');
    for (const credential of ['', 'null', '{}', '{"id":"x","response":{}}', '[]', '{"id":"x"']) {
      const { status } = await postForm(person.agent, `${ACCOUNT}/passkeys`, { credential, name: '假的' });
      expect(status, credential).to.equal(422);
    }
    const account = await bureau.services.models.staffAccounts.findById(person.id).lean();
    expect(account?.passkeys).to.deep.equal([]);
  });

  async function withAuthenticator(): Promise<{ person: SignedIn; authenticator: Authenticator; codes: string[] }> {
    const person = await signIn(bureau, 'registrar');
    await postForm(person.agent, `${ACCOUNT}/authenticator/begin`, { current: person.password });
    const authenticator = await scan(bureau, person.agent, `${ACCOUNT}/authenticator`);
    const { headers } = await postForm(
      person.agent,
      `${ACCOUNT}/authenticator`,
      { code: await authenticator.code() },
      { from: `${ACCOUNT}/authenticator` },
    );
    const codes = codesOn((await person.agent.get(headers['location'] as string)).text);
    return { person, authenticator, codes };
  }

  function codesOn(text: string): string[] {
    const $ = load(text);
    return $('.staff-codes li')
      .toArray()
      .map((item) => $(item).text());
  }
});
