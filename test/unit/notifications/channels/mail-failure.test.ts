import { expect } from 'chai';
import { mailFailure } from '../../../../src/features/notifications/channels/email/mail-failure.js';

const quoted = '550 <someone@example.com> unknown';
const thrown = (parts: object) => Object.assign(new Error(quoted), { response: quoted, ...parts });

describe('why a mail server did not take a letter', () => {
  for (const [what, parts, expected] of [
    ['an unknown recipient', { responseCode: 550, command: 'RCPT TO' }, { code: 'refused', isPermanent: true }],
    ['a letter it will not have', { responseCode: 554, command: 'DATA' }, { code: 'refused', isPermanent: true }],
    ['a full mailbox', { responseCode: 452, command: 'RCPT TO' }, { code: 'status-452', isPermanent: false }],
    [
      'a wrong password of ours',
      { responseCode: 535, command: 'AUTH PLAIN' },
      { code: 'status-535', isPermanent: false },
    ],
    [
      'a sender it does not know',
      { responseCode: 550, command: 'MAIL FROM' },
      { code: 'status-550', isPermanent: false },
    ],
    ['no service', { responseCode: 554, command: 'CONN' }, { code: 'status-554', isPermanent: false }],
    ['an address without meaning', { code: 'EENVELOPE' }, { code: 'address-unusable', isPermanent: true }],
    ['a closed door', { code: 'ESOCKET' }, { code: 'unreachable', isPermanent: false }],
    ['no certificate', { code: 'ETLS' }, { code: 'unreachable', isPermanent: false }],
  ] as const) {
    it(`${what}: ${expected.code}, ${expected.isPermanent ? 'for good' : 'for now'}`, () => {
      const failure = mailFailure(thrown(parts));
      expect(failure).to.include(expected);
      expect(`${failure.stack} ${String(failure.cause)}`).to.not.include('someone');
    });
  }
});
