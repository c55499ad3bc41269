import { expect } from 'chai';
import { EMPTY_CHAIN, hashEntry, linkEntries, type AuditEvent } from '../../../src/audit/audit-chain.js';

const event = (key: string): AuditEvent => ({
  key,
  at: new Date('2026-11-02T01:00:00Z'),
  actor: 'couple',
  action: 'appointment.booked',
  subject: 'appointment:XY-0000-0001',
  result: 'done',
  details: { to: 'futian/2026-11-09/09:00/marriage/online' },
});

describe('the audit chain', () => {
  it('numbers entries without gaps and links each to the one before', () => {
    const [first, second] = linkEntries([event('a'), event('b')], EMPTY_CHAIN);

    expect(first).to.include({ _id: 1, previous: EMPTY_CHAIN.hash });
    expect(second).to.include({ _id: 2, previous: first?.hash });
  });

  for (const [member, changed] of Object.entries({
    at: new Date('2026-11-02T01:00:01Z'),
    actor: 'somebody',
    action: 'appointment.cancelled',
    subject: 'appointment:XY-0000-0002',
    result: 'refused',
    reason: 'a reason',
    hall: 'futian',
    details: { to: 'elsewhere' },
    previous: 'f'.repeat(64),
  })) {
    it(`gives another hash when ${member} is changed`, () => {
      const [entry] = linkEntries([event('a')], EMPTY_CHAIN);

      expect(hashEntry({ ...entry!, [member]: changed })).not.to.equal(entry!.hash);
    });
  }

  it('does not depend on the order in which a store returns members', () => {
    const [entry] = linkEntries([{ ...event('a'), details: { from: 'x', to: 'y' } }], EMPTY_CHAIN);

    expect(hashEntry({ ...entry!, details: { to: 'y', from: 'x' } })).to.equal(entry!.hash);
  });
});
