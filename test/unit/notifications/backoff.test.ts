import { expect } from 'chai';
import { ChannelFailure } from '../../../src/features/notifications/channels/channel.js';
import { retryDelay } from '../../../src/features/notifications/sending/backoff.js';
import type { Urgency } from '../../../src/features/notifications/catalogue/definition.js';

const HOUR_MS = 3_600_000;
const BUSY = new ChannelFailure('refused', 'busy');

describe('trying a message again', () => {
  /** The pauses after each failed try, without their jitter, until there is to be no other. */
  function pauses(urgency: Urgency): number[] {
    const found: number[] = [];
    for (let attempts = 1; ; attempts += 1) {
      const many = Array.from({ length: 300 }, () => retryDelay(urgency, attempts, BUSY));
      if (many.includes(undefined)) return found;
      const delays = many as number[];
      const middle = (Math.min(...delays) + Math.max(...delays)) / 2;
      expect(Math.max(...delays), 'jitter').to.be.at.most(middle * 1.21);
      expect(Math.min(...delays), 'jitter').to.be.at.least(middle * 0.79);
      expect(new Set(delays).size, 'messages that failed together do not come back together').to.be.above(100);
      found.push(middle);
    }
  }

  it('doubles its patience from half a minute to an hour, for most of a day', () => {
    const found = pauses('reminder');
    [30, 60, 120, 240, 480, 960, 1920, 3600, 3600].forEach((seconds, index) =>
      expect(found[index], `pause ${index + 1}`).to.be.closeTo(seconds * 1000, seconds * 50),
    );
    expect(found.at(-1)).to.be.closeTo(HOUR_MS, HOUR_MS / 20);
    expect(found.reduce((sum, each) => sum + each, 0)).to.be.within(20 * HOUR_MS, 24 * HOUR_MS);
    expect(pauses('news')).to.have.length(found.length);
  });

  it('is hasty with a code, which is worth nothing after five minutes', () => {
    const found = pauses('code');
    expect(found[0]).to.be.closeTo(2000, 100);
    expect(found.reduce((sum, each) => sum + each, 0)).to.be.within(120_000, 300_000);
  });

  it('ends with a failure that no other try can help', () => {
    const barred = new ChannelFailure('number-barred', 'no such number', { isPermanent: true });
    for (const urgency of ['code', 'news', 'reminder'] as const)
      expect(retryDelay(urgency, 1, barred), urgency).to.equal(undefined);
  });

  it('comes back no earlier than the other side asks', () => {
    const busy = new ChannelFailure('too-fast', 'busy', { retryAfterMs: 2 * HOUR_MS });
    expect(retryDelay('reminder', 1, busy)).to.equal(2 * HOUR_MS);
    const soon = new ChannelFailure('too-fast', 'busy', { retryAfterMs: 1 });
    expect(retryDelay('reminder', 1, soon)).to.be.above(20_000);
  });
});
