import { expect } from 'chai';
import { isTold } from '../../../src/features/appointments/index.js';

describe('isTold', () => {
  const after = (...actions: string[]) =>
    isTold({ history: actions.map((action) => ({ action, at: new Date(), actor: 'couple' })) });

  it('holds from the closing of their time until it is opened, moved or chosen anew', () => {
    expect(after('booked', 'time-closed')).to.equal(true);
    for (const next of ['time-reopened', 'moved', 'rescheduled'])
      expect(after('booked', 'time-closed', next)).to.equal(false);
  });

  for (const step of ['contact-changed', 'email-changed', 'email-removed'])
    it(`is not forgotten over ${step}`, () => {
      expect(after('booked', 'time-closed', step)).to.equal(true);
    });
});
