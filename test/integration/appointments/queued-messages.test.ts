import { expect } from 'chai';
import { messageId, Notifications, type Notice } from '../../../src/features/notifications/index.js';
import { useBureau } from '../../support/bureau.js';

describe('messages in production', () => {
  const bureau = useBureau();
  const noticeOf = (subject: string, compose: Notice['compose']): Notice => ({
    kind: 'appointment-confirmed',
    subject,
    phoneHash: 'hash',
    at: bureau.services.clock.now(),
    compose,
  });

  it('wait to be put into words until they are sent, unless their secret is nowhere else', async () => {
    const { models, secrets, connection } = bureau.services;
    const production = new Notifications(models.messages, connection, secrets, { isProduction: true });
    let composed = 0;
    const compose = () => ({ to: '13800138000', body: String((composed += 1)) });

    await production.notify(noticeOf('waits', compose));
    await production.notify({ ...noticeOf('secret', compose), isComposedAtOnce: true });

    expect(composed).to.equal(1);
    const stored = await models.messages.find({ subject: { $in: ['waits', 'secret'] } }).lean();
    const seen = stored.map(({ _id, state, content }) => [_id, state, content !== undefined]);
    expect(seen).to.have.deep.members([
      [messageId(noticeOf('waits', compose)), 'queued', false],
      [messageId(noticeOf('secret', compose)), 'queued', true],
    ]);
  });
});
