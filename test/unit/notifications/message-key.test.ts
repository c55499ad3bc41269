import { expect } from 'chai';
import { createRandom } from '../../../scripts/lib/random.js';
import { messageKey, type MessageName } from '../../../src/features/notifications/index.js';

describe('the key of a message', () => {
  const dueAt = new Date('2026-11-09T02:00:00Z');

  it('says what is told about what, to whom and when it is owed', () => {
    const name = { kind: 'appointment-today', subject: 'a1', role: 'contact', dueAt };
    expect(messageKey(name)).to.equal('appointment-today:a1:contact:2026-11-09T02:00:00.000Z');
    expect(messageKey({ ...name, occurrence: '2' })).to.equal(`${messageKey(name)}#2`);
    expect(messageKey({ ...name, occurrence: '' })).not.to.equal(messageKey(name));
  });

  it('is the same for the same name and another one for every other', () => {
    const random = createRandom(8);
    const keys = new Map<string, string>();
    for (let round = 0; round < 5000; round += 1) {
      const name: MessageName = {
        kind: random.pick(['appointment-today', 'appointment-tomorrow', 'day-closed']),
        subject: random.pick(['a', 'b', 'ab', 'c1']),
        role: random.pick(['contact', 'contact-mail', 'party-1', 'party-2']),
        dueAt: new Date(dueAt.getTime() + random.integer(40) * 999),
        ...(random.next() < 0.5 && { occurrence: random.pick(['1', '2', 'x']) }),
      };
      const told = JSON.stringify([name.kind, name.subject, name.role, name.dueAt, name.occurrence]);
      const known = keys.get(messageKey(name));
      expect(known ?? told).to.equal(told);
      keys.set(messageKey(name), told);
    }
    expect(keys.size).to.be.above(1000);
  });
});
