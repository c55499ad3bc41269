import { expect } from 'chai';
import { type Channel, ChannelFailure } from '../../../../src/features/notifications/channels/channel.js';
import type { DirectDefinition, Notice } from '../../../../src/features/notifications/index.js';
import { fixedClock } from '../../../../src/infrastructure/clock.js';
import { useStore } from '../../../support/store.js';
import { SimpleGateway } from './support/simple-gateway.js';
import { HASH, openWorld, type World } from './support/world.js';

const NIGHT = new Date('2026-11-09T23:30:00+08:00');
const MORNING = new Date('2026-11-10T08:00:00+08:00');
const MINUTE_MS = 60_000;
const PHONE = '+8613900000001';
const GIVEN = {
  to: PHONE,
  addressHash: HASH.of('phone', PHONE),
  language: 'en',
  variables: { word: 'plum' },
  at: NIGHT,
} as const;

function kindOf(kind: string, urgency: DirectDefinition['urgency']): DirectDefinition {
  const text = { 'zh-CN': '您的内容：{{word}}', en: 'Your word: {{word}}' };
  const sample = { 'zh-CN': { word: 'w' }, en: { word: 'w' } };
  const texts = { variables: ['word'], required: ['word'], tones: { plain: text }, sample };
  return { kind, urgency, title: { 'zh-CN': kind, en: kind }, texts };
}

describe('a message whose words are given', () => {
  const store = useStore();
  const clock = fixedClock(NIGHT);
  const gateway = new SimpleGateway();
  let world: World;
  let subject = 0;

  before(async () => {
    world = await openWorld(store.uri, clock);
  });
  beforeEach(() => clock.set(NIGHT));
  after(() => world.close());

  it('goes at any hour when somebody waits for it at a screen', async () => {
    await start().outbox.notify({ ...GIVEN, kind: 'code', subject: 'at once' });
    while (gateway.messages.length === 0) await new Promise((resolve) => setImmediate(resolve));
    expect(gateway.messages.at(-1)).to.include({ to: PHONE, text: 'Your word: plum' });
  });

  it('waits for the morning otherwise', async () => {
    const id = await notify('news');
    const { sender } = start();
    expect(await sender.send(id)).to.equal('not-due');
    clock.set(MORNING);
    expect(await sender.send(id)).to.equal('sent');
  });

  it('is written and sent once, however often it is asked for', async () => {
    const id = await notify('news');
    subject -= 1;
    expect(await notify('news')).to.equal(id);
    clock.set(MORNING);
    const { sender } = start();
    const outcomes = await Promise.all(Array.from({ length: 8 }, () => sender.send(id)));
    expect(outcomes.filter((outcome) => outcome === 'sent')).to.have.length(1);
    expect(outcomes.filter((outcome) => outcome === 'not-due')).to.have.length(7);
  });

  it('can be sent once more when a carrier could not bring it', async () => {
    const id = await notify('news');
    clock.set(MORNING);
    const { sender, reports, desk } = start();
    await sender.send(id);
    const { outgoingId = '' } = (await stored(id))[0] ?? {};
    await reports.apply([{ id: outgoingId, outcome: 'failed', at: clock.now() }]);
    await desk.retry(id, { action: 'retried', at: clock.now(), actor: 'staff:man-1', key: `again:${id}` });
    expect(await sender.send(id)).to.equal('sent');
    expect(gateway.messages.at(-1)).to.include({ to: PHONE, text: 'Your word: plum' });
    await reports.apply([{ id: (await stored(id))[0]?.outgoingId ?? '', outcome: 'delivered', at: clock.now() }]);
    expect((await stored(id))[0])
      .to.include({ state: 'delivered' })
      .and.not.to.have.property('given');
  });

  it('is kept sealed, and only for as long as it is needed to be sent', async () => {
    const [sent, late] = [
      await notify('code'),
      await notify('code', { expiresAt: new Date(NIGHT.getTime() + MINUTE_MS) }),
    ];
    for (const { given } of await stored(sent, late)) {
      expect(given).not.to.equal(undefined);
      expect(JSON.stringify(given)).not.to.include('plum');
      expect(Buffer.from(String(given), 'base64').toString('latin1')).not.to.include('plum');
    }
    const { sender } = start();
    await sender.send(sent);
    clock.advance(2 * MINUTE_MS);
    expect(await sender.send(late)).to.equal('suppressed');
    expect((await stored(sent, late)).map(({ given }) => given)).to.deep.equal([undefined, undefined]);
  });

  const stored = async (...ids: string[]) => world.models.messages.find({ _id: { $in: ids } }).lean();

  function start(channel: Channel = gateway.channelOf('worker')) {
    const notifications = world.startProcess(channel);
    notifications.register({ direct: [kindOf('code', 'code'), kindOf('news', 'news')] });
    return notifications;
  }

  /** Writes one where nobody is reached at once; its key is what remains, and a few seconds later it may be tried again. */
  async function notify(kind: string, more: Partial<Notice> = {}): Promise<string> {
    const about = `given-${(subject += 1)}`;
    const failing = start({ name: 'sms', send: () => Promise.reject(new ChannelFailure('unreachable', 'nobody')) });
    await failing.outbox.notify({ ...GIVEN, kind, subject: about, ...more });
    const tried = kind === 'news' ? { subject: about } : { subject: about, state: 'queued' as const, attempts: 1 };
    let written = await world.models.messages.findOne(tried).lean();
    while (!written) written = await world.models.messages.findOne(tried).lean();
    clock.advance(5000);
    return written._id;
  }
});
