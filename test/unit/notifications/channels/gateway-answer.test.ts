import { expect } from 'chai';
import { ChannelFailure } from '../../../../src/features/notifications/channels/channel.js';
import { readAcceptance } from '../../../../src/features/notifications/channels/sms/gateway-answer.js';

const NOW = new Date('2026-11-25T02:00:00Z');
const said = (status: number, body: unknown = {}, retryAfter?: string) => ({
  status,
  retryAfter,
  text: typeof body === 'string' ? body : JSON.stringify(body),
});

describe('an answer of the gateway', () => {
  it('accepts with the name the carrier gave the message', () => {
    expect(readAcceptance(said(200, { providerId: 'c-1', cost: 2 }), NOW)).to.deep.equal({ providerId: 'c-1' });
    expect(readAcceptance(said(202), NOW)).to.deep.equal({});
  });

  it('accepts what was accepted before, whatever it says about it', () => {
    expect(readAcceptance(said(409, { providerId: 'c-1' }), NOW)).to.deep.equal({ providerId: 'c-1' });
    expect(readAcceptance(said(409, 'conflict'), NOW)).to.deep.equal({});
  });

  for (const [what, text] of Object.entries({
    'a page': '<html>login</html>',
    nothing: '',
    'a list': '[]',
    'no name': '{"providerId":7}',
  })) {
    it(`does not take ${what} for an acceptance`, () => {
      expect(failureOf(said(200, text))).to.include({ code: 'unreadable-answer', isPermanent: false });
    });
  }

  it('does not take more than anybody reads for an acceptance', () => {
    expect(failureOf({ ...said(200), text: undefined })).to.include({ code: 'unreadable-answer', isPermanent: false });
  });

  for (const status of [400, 413, 422]) {
    it(`refuses the message for good with ${status}`, () => {
      expect(failureOf(said(status))).to.include({ code: 'refused', isPermanent: true });
    });
  }

  for (const status of [301, 401, 403, 404, 408, 425, 429, 500, 502, 503]) {
    it(`may change its mind after ${status}`, () => {
      expect(failureOf(said(status))).to.include({ code: `status-${status}`, isPermanent: false });
    });
  }

  it("names the carrier's reason, unless it could be a phone number", () => {
    expect(failureOf(said(422, { code: 'isv.BUSINESS_LIMIT' })).code).to.equal('isv.BUSINESS_LIMIT');
    for (const code of ['barred-13812345678', '13812345678', 'two words', '', 'x'.repeat(61)])
      expect(failureOf(said(422, { code })).code).to.equal('refused');
  });

  for (const [header, expected] of [
    ['7', 7000],
    ['0', 0],
    ['Wed, 25 Nov 2026 02:00:30 GMT', 30_000],
    ['Wed, 25 Nov 2026 01:00:00 GMT', 0],
    ['86400', 3_600_000],
    ['soon', undefined],
  ] as const) {
    it(`asks to wait ${expected ?? 'for no known time'} ms by Retry-After: ${header}`, () => {
      expect(failureOf(said(429, {}, header)).retryAfterMs).to.equal(expected);
    });
  }
});

function failureOf(answer: Parameters<typeof readAcceptance>[0]): ChannelFailure {
  try {
    readAcceptance(answer, NOW);
  } catch (error) {
    if (error instanceof ChannelFailure) return error;
    throw error;
  }
  throw new Error('accepted');
}
