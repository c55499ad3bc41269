import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import { Webhook } from 'standardwebhooks';
import { EVENT_TYPES } from '../../../src/features/webhooks/events/event-catalogue.js';

describe('docs/webhooks.md', () => {
  const text = readFileSync('docs/webhooks.md', 'utf8');
  const header = (name: string) => new RegExp(`^${name}: (\\S+)$`, 'm').exec(text)?.[1] ?? '';
  const body = /^\{"type".*\}$/m.exec(text)?.[0] ?? '';

  it('signs its example as receivers verify it', () => {
    const secret = /`(whsec_[^`]+)`/.exec(text)?.[1] ?? '';
    const at = new Date(Number(header('webhook-timestamp')) * 1000);
    const signature = new Webhook(secret).sign(header('webhook-id'), at, body);
    expect(header('webhook-signature')).to.equal(signature);
    expect(JSON.parse(body)).to.have.keys('type', 'timestamp', 'data');
  });

  it('names every type of event, and none that does not exist', () => {
    const named = new Set(text.match(/`appointment\.[a-z-]+`/g)?.map((type) => type.slice(1, -1)));
    expect([...named].sort()).to.deep.equal([...EVENT_TYPES].sort());
  });
});
