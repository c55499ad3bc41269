import { randomBytes } from 'node:crypto';
import type { OutgoingMessage } from '../../../../src/features/notifications/channels/channel.js';
import { EmailChannel } from '../../../../src/features/notifications/channels/email/email-channel.js';
import { OutboxChannel } from '../../../../src/features/notifications/channels/outbox-channel.js';
import { SmsChannel } from '../../../../src/features/notifications/channels/sms/sms-channel.js';
import { WebhookChannel } from '../../../../src/features/notifications/channels/webhook/webhook-channel.js';
import { systemClock } from '../../../../src/infrastructure/clock.js';
import { MailServer } from '../../../support/stand-ins/mail-server.js';
import { SmsGateway } from '../../../support/stand-ins/sms-gateway.js';
import { WebhookReceiver } from '../../../support/stand-ins/webhook-receiver.js';
import { type Bench, describeChannel, describeChannelToNobody } from './support/contract.js';
import { renderLetters } from './support/letters.js';

const WORDS = '【喜约】您的预约已确认：11 月 25 日 09:00，福田区婚姻登记处。';
const words = (id: string): Pick<OutgoingMessage, 'id' | 'kind' | 'language' | 'text'> => ({
  id,
  kind: 'appointment-confirmed',
  language: 'zh-CN',
  text: WORDS,
});

type OtherSide = Pick<Bench, 'fate'> & {
  taken: Map<string, { handedOver: number }>;
  close(): Promise<void>;
};

describeChannel({
  name: 'sms',
  secrets: ['13812345678', '您的预约', '09:00'],
  message: (id) => ({
    ...words(id),
    to: '13812345678',
    template: { carrierCode: 'SMS_1', parameters: ['11 月 25 日 09:00'] },
  }),
  async open({ timeoutMs }) {
    const key = { id: 'g1', key: randomBytes(32) };
    const gateway = await SmsGateway.start({ keys: [key], templates: ['SMS_1'] });
    const settings = {
      gatewayUrl: gateway.url,
      keys: [key],
      reportKeys: [],
      signature: '喜约',
      templates: 'numbered' as const,
    };
    return bench(new SmsChannel({ settings, clock: systemClock, timeoutMs }), gateway);
  },
});

describeChannel({
  name: 'email',
  secrets: ['someone@example.com', '您的预约', '预约已确认'],
  message: (id) => ({ ...words(id), to: 'someone@example.com', mail: { subject: '预约已确认' } }),
  async open({ timeoutMs }) {
    const mail = await MailServer.start();
    const settings = { host: '127.0.0.1', port: mail.port, isTlsFromStart: false, from: 'noreply@xiyue.example' };
    const channel = new EmailChannel({
      settings,
      render: renderLetters(),
      publicUrl: 'https://x.example',
      clock: systemClock,
      timeoutMs,
    });
    return bench(channel, mail, () => channel.close());
  },
});

describeChannel({
  name: 'webhook',
  secrets: ['wh_7f3a-secret-address', 'F1A2B3'],
  message: (id) => ({
    ...words(id),
    to: 'wh_7f3a-secret-address',
    event: { type: 'appointment.confirmed', data: { reference: 'F1A2B3' } },
  }),
  async open({ timeoutMs }) {
    const secret = `whsec_${randomBytes(32).toString('base64')}`;
    const receiver = await WebhookReceiver.start({ secret });
    const endpointOf = () => Promise.resolve({ url: receiver.url, secrets: [secret] });
    return bench(new WebhookChannel({ endpointOf, clock: systemClock, isProduction: false, timeoutMs }), receiver);
  },
});

describeChannelToNobody({
  name: 'outbox',
  message: (id) => ({ ...words(id), to: '13812345678' }),
  open: () => Promise.resolve({ channel: new OutboxChannel(), close: () => Promise.resolve() }),
});

function bench(channel: Bench['channel'], otherSide: OtherSide, stop: () => void = () => undefined): Bench {
  let isClosed = false;
  const closeOtherSide = async () => {
    if (!isClosed) await otherSide.close();
    isClosed = true;
  };
  return {
    channel,
    fate: otherSide.fate,
    taken: () => new Map([...otherSide.taken].map(([id, { handedOver }]) => [id, handedOver])),
    closeOtherSide,
    async close() {
      stop();
      await closeOtherSide();
    },
  };
}
