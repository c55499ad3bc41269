import { expect } from 'chai';
import {
  type Circumstances,
  judgeSending,
  NEAR_MS,
} from '../../../src/features/notifications/sending/sending-rules.js';

const NOON = new Date('2026-11-09T12:00:00+08:00');
const NIGHT = new Date('2026-11-09T22:00:00+08:00');
const MORNING = new Date('2026-11-10T08:00:00+08:00');
const later = (at: Date, ms: number) => new Date(at.getTime() + ms);

const PLAIN: Circumstances = {
  urgency: 'reminder',
  channel: 'sms',
  timeZone: 'Asia/Shanghai',
  address: '+8613900000000',
  isUnsafe: false,
  isDeclined: false,
};

describe('a message that is due', () => {
  const judge = (wish: Partial<Circumstances>, now = NOON) => judgeSending({ ...PLAIN, ...wish }, now);
  const suppressed = (reason: string) => ({ do: 'suppress', reason });

  it('goes out by day when nothing speaks against it', () => {
    expect(judge({})).to.deep.equal({ do: 'send' });
    expect(judge({ expiresAt: later(NOON, 1) })).to.deep.equal({ do: 'send' });
  });

  it('never goes to somebody it could harm, whatever else is true', () => {
    const everything = { isUnsafe: true, address: '', isDeclined: true, expiresAt: NOON };
    expect(judge(everything)).to.deep.equal(suppressed('unsafe'));
    expect(judge({ isUnsafe: true, urgency: 'code' }, NIGHT)).to.deep.equal(suppressed('unsafe'));
  });

  it('does not go without an address, nor when it is over, was declined or has been said', () => {
    const said = { state: 'settled', nextAt: NOON } as const;
    const all = { address: '', expiresAt: NOON, isDeclined: true, covering: said };
    expect(judge(all)).to.deep.equal(suppressed('no-address'));
    expect(judge({ ...all, address: 'a' })).to.deep.equal(suppressed('too-late'));
    expect(judge({ isDeclined: true, covering: said })).to.deep.equal(suppressed('declined'));
    expect(judge({ covering: said })).to.deep.equal(suppressed('merged'));
    expect(judge({ covering: said }, NIGHT), 'at night it need not be kept').to.deep.equal(suppressed('merged'));
  });

  it('waits for the morning at night, unless it is a code or for another system', () => {
    expect(judge({}, NIGHT)).to.deep.equal({ do: 'wait', until: MORNING });
    expect(judge({ urgency: 'news' }, NIGHT)).to.deep.equal({ do: 'wait', until: MORNING });
    expect(judge({ channel: 'email' }, NIGHT)).to.deep.equal({ do: 'wait', until: MORNING });
    expect(judge({ urgency: 'code' }, NIGHT)).to.deep.equal({ do: 'send' });
    expect(judge({ channel: 'webhook' }, NIGHT)).to.deep.equal({ do: 'send' });
    expect(judge({ timeZone: 'Asia/Urumqi' }, later(NIGHT, -1)), 'not yet night there').to.deep.equal({ do: 'send' });
  });

  it('does not wait for a morning that comes too late', () => {
    expect(judge({ expiresAt: MORNING }, NIGHT)).to.deep.equal(suppressed('too-late'));
    expect(judge({ expiresAt: later(MORNING, 1) }, NIGHT)).to.deep.equal({ do: 'wait', until: MORNING });
    expect(judge({ urgency: 'code', expiresAt: later(NIGHT, 1) }, NIGHT)).to.deep.equal({ do: 'send' });
  });

  it('waits for a message that says the same and is still to go, and looks again soon after', () => {
    const pending = (nextAt: Date) => ({ covering: { state: 'pending', nextAt } as const });
    expect(judge(pending(later(NOON, NEAR_MS)))).to.deep.equal({ do: 'wait', until: later(NOON, NEAR_MS + 5000) });
    expect(judge(pending(later(NOON, -60_000)))).to.deep.equal({ do: 'wait', until: later(NOON, 5000) });
    expect(judge(pending(NIGHT), NIGHT), 'the night comes first').to.deep.equal({ do: 'wait', until: MORNING });
  });
});
