import { expect } from 'chai';
import { toldMessages } from '../../../src/features/message-preferences/told-messages.js';
import type { MessageSummary } from '../../../src/features/notifications/index.js';

const NOW = new Date('2026-11-05T10:00:00+08:00');
const TOMORROW = new Date('2026-11-06T10:00:00+08:00');
const YESTERDAY = new Date('2026-11-04T10:00:00+08:00');

describe('toldMessages', () => {
  it('parts what is to come from what was, the nearest first in both', () => {
    const { earlier, ahead } = told([
      message({ kind: 'later', dueAt: new Date('2026-11-08T18:00:00+08:00') }),
      message({ kind: 'soon', dueAt: TOMORROW }),
      message({ kind: 'old', state: 'delivered', sentAt: new Date('2026-11-01T10:00:00+08:00') }),
      message({ kind: 'new', state: 'sent', sentAt: YESTERDAY }),
    ]);
    expect(ahead.map(({ kind }) => kind)).to.deep.equal(['soon', 'later']);
    expect(earlier.map(({ kind, standing }) => `${kind} ${standing}`)).to.deep.equal(['new sent', 'old delivered']);
  });

  it('says the hour at which a message that falls into the night will really go, by the clock of the hall', () => {
    const late = message({ dueAt: new Date('2026-11-05T22:30:00+08:00') });
    expect(told([late]).ahead[0]?.at).to.deep.equal(new Date('2026-11-06T08:00:00+08:00'));
    expect(told([late], { timeZone: 'Asia/Urumqi' }).ahead[0]?.at).to.deep.equal(late.dueAt);
  });

  it('goes by the next try after a failure', () => {
    const failed = message({ dueAt: YESTERDAY, nextAt: TOMORROW });
    expect(told([failed]).ahead[0]).to.include({ standing: 'planned', at: TOMORROW });
  });

  it('shows what was declined before it is left out and after', () => {
    const { earlier, ahead } = told(
      [
        message({ kind: 'reminder', dueAt: TOMORROW }),
        message({ kind: 'reminder', state: 'suppressed', reason: 'declined', at: YESTERDAY }),
      ],
      { declined: ['reminder'] },
    );
    expect([...ahead, ...earlier].map(({ standing }) => standing)).to.deep.equal(['declined', 'declined']);
  });

  const standings: [what: string, message: Partial<MessageSummary>, standing: string][] = [
    ['is being sent', { state: 'sending' }, 'under-way'],
    ['is due and waits for the worker', { dueAt: YESTERDAY, nextAt: YESTERDAY }, 'under-way'],
    ['was given up', { state: 'failed' }, 'failed'],
    ['was said by another one', { state: 'suppressed', reason: 'merged' }, 'merged'],
    ['would have come too late', { state: 'suppressed', reason: 'too-late' }, 'too-late'],
    ['had nowhere to go', { state: 'suppressed', reason: 'no-address' }, 'not-sent'],
  ];
  for (const [what, given, standing] of standings)
    it(`calls one that ${what} ${standing}`, () => {
      expect(told([message(given)]).earlier[0]?.standing).to.equal(standing);
    });

  it('leaves out what was taken back, what was kept from somebody it could harm, and what other systems were told', () => {
    const { earlier, ahead } = told([
      message({ state: 'cancelled' }),
      message({ state: 'suppressed', reason: 'unsafe' }),
      message({ role: 'webhook-1', state: 'sent', sentAt: YESTERDAY }),
    ]);
    expect([...earlier, ...ahead]).to.deep.equal([]);
  });

  it('makes one of a text message and a letter that say the same at the same time, unless they fare differently', () => {
    const letter = { kind: 'letter', role: 'contact-mail' };
    const { ahead, earlier } = told([
      message({ dueAt: TOMORROW }),
      message({ dueAt: TOMORROW, role: 'contact-mail' }),
      message({ ...letter, state: 'failed', at: YESTERDAY }),
      message({ kind: 'letter', state: 'sent', sentAt: YESTERDAY }),
    ]);
    expect(ahead.map(({ way }) => way)).to.deep.equal(['both']);
    expect(earlier.map(({ way, standing }) => `${way} ${standing}`)).to.have.members(['email failed', 'phone sent']);
  });

  function told(messages: MessageSummary[], more: { declined?: string[]; timeZone?: string } = {}) {
    return toldMessages(messages, { declined: [], timeZone: 'Asia/Shanghai', now: NOW, ...more });
  }

  function message(given: Partial<MessageSummary>): MessageSummary {
    const dueAt = given.dueAt ?? YESTERDAY;
    return {
      _id: 'm',
      kind: 'kind',
      subject: 's',
      role: 'contact',
      channel: 'sms',
      state: 'queued',
      at: YESTERDAY,
      nextAt: dueAt,
      ...given,
      dueAt,
    };
  }
});
