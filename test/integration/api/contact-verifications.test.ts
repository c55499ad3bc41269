import { expect } from 'chai';
import { expectProblem, faultsOf } from '../../support/api.js';
import { useBureau } from '../../support/bureau.js';
import { generatePerson } from '../../support/people.js';

const MINUTE_MS = 60_000;

describe('POST /api/v1/contact-verifications', () => {
  const bureau = useBureau();
  const start = (phone: string, language = 'zh-CN') =>
    bureau.http.post('/api/v1/contact-verifications').set('Accept-Language', language).send({ phone });
  const confirm = (id: string, code: string) =>
    bureau.http.post(`/api/v1/contact-verifications/${id}/confirm`).send({ code });
  const phoneOf = (seed: number) => generatePerson({ seed, role: 'male' }).phone;
  const messageTo = async (phone: string) =>
    (await bureau.services.notifications.messages.latest({ phone, limit: 1 }))[0]!;

  it('sends a code in the caller’s language and says until when it works', async () => {
    const phone = phoneOf(1);
    const { body } = await start(phone, 'en').expect(202);
    const message = await messageTo(phone);
    expect(message.body)
      .to.match(/Your code is \d{6}/)
      .and.to.include(message.code);
    expect(Date.parse(body.expiresAt) - bureau.clock.now().getTime()).to.be.closeTo(5 * MINUTE_MS, 2000);
    expect(Date.parse(body.resendAfter) - bureau.clock.now().getTime()).to.be.closeTo(MINUTE_MS, 2000);
  });

  it('gives a token for the right code, however wide its digits, and only once', async () => {
    const phone = phoneOf(2);
    const { body } = await start(phone).expect(202);
    const { code = '' } = await messageTo(phone);
    const wide = code.replace(/\d/g, (digit) => String.fromCodePoint(digit.codePointAt(0)! + 0xfee0));
    const confirmed = await confirm(body.id, ` ${wide}`).expect(200);
    expect(confirmed.body.token).to.be.a('string');
    expect(Date.parse(confirmed.body.expiresAt) - bureau.clock.now().getTime()).to.be.closeTo(30 * MINUTE_MS, 2000);
    expectProblem(await confirm(body.id, code), 422, 'code-expired');
  });

  it('counts wrong tries down and then wants a new code', async () => {
    const phone = phoneOf(3);
    const { body } = await start(phone).expect(202);
    const { code = '' } = await messageTo(phone);
    const wrong = code === '000000' ? '000001' : '000000';
    for (const attemptsLeft of [4, 3, 2, 1, 0]) {
      const answer = await confirm(body.id, wrong);
      expectProblem(answer, 422, 'wrong-code');
      expect(answer.body.attemptsLeft).to.equal(attemptsLeft);
    }
    expectProblem(await confirm(body.id, wrong), 422, 'too-many-attempts');
    expectProblem(await confirm(body.id, code), 422, 'too-many-attempts');
  });

  it('forgets a code after five minutes', async () => {
    const phone = phoneOf(4);
    const { body } = await start(phone).expect(202);
    const { code = '' } = await messageTo(phone);
    bureau.advance(5 * MINUTE_MS);
    expectProblem(await confirm(body.id, code), 422, 'code-expired');
  });

  it('sends a phone one code a minute, however the number is written', async () => {
    const phone = phoneOf(5);
    await start(phone).expect(202);
    const again = await start(`+86 ${phone}`);
    expectProblem(again, 429, 'rate-limited');
    expect(Number(again.headers['retry-after'])).to.be.within(1, 60);
    bureau.advance(MINUTE_MS);
    await start(phone).expect(202);
  });

  it('refuses what is no phone, no code and no verification', async () => {
    for (const phone of ['', '12345', '12800138000', 'abc', '1380013800０0'])
      expect(faultsOf(await start(phone))[0]).to.match(/^phone: (required|phone-format)$/);
    const { body } = await start(phoneOf(6)).expect(202);
    for (const code of ['12345', '1234567', 'abcdef'])
      expect(faultsOf(await confirm(body.id, code))).to.deep.equal(['code: not-a-code']);
    expectProblem(await confirm('0'.repeat(24), '123456'), 404, 'verification-unknown');
    expectProblem(await confirm('nothing', '123456'), 404, 'not-found');
  });

  it('lets no number reach the log', async () => {
    const phone = phoneOf(7);
    await start(phone).expect(202);
    expect(bureau.logs.join('')).to.not.include(phone);
  });
});

describe('POST /api/v1/contact-verifications from one address', () => {
  const bureau = useBureau({ env: { RATE_ADDRESS_VERIFICATIONS: '3/10m', TRUST_PROXY: '1' } });
  const start = (seed: number, address: string) =>
    bureau.http
      .post('/api/v1/contact-verifications')
      .set('X-Forwarded-For', address)
      .send({ phone: generatePerson({ seed, role: 'female' }).phone });

  it('is limited, whatever phones it names, without holding up anybody else', async () => {
    for (const seed of [1, 2, 3]) await start(seed, '192.0.2.1').expect(202);
    expectProblem(await start(4, '192.0.2.1'), 429, 'rate-limited');
    await start(5, '192.0.2.2').expect(202);
  });
});
