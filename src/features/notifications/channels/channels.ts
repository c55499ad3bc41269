import type { Config } from '../../../config/index.js';
import { createAssets } from '../../../infrastructure/assets.js';
import type { Clock } from '../../../infrastructure/clock.js';
import type { I18n } from '../../../infrastructure/i18n.js';
import { createViewEngine } from '../../../infrastructure/view-engine.js';
import type { Channel, ChannelName } from './channel.js';
import { EmailChannel } from './email/email-channel.js';
import { OutboxChannel } from './outbox-channel.js';
import { REPORTS_PATH } from './sms/delivery-reports.js';
import { SmsChannel } from './sms/sms-channel.js';
import { UnofferedChannel } from './unoffered-channel.js';
import { reachableIn } from './webhook/public-address.js';
import { WebhookChannel, type WebhookEndpoint } from './webhook/webhook-channel.js';

export interface Channels {
  channelFor(name: ChannelName): Channel;
  /** Whether messages of this kind reach anybody: without a mail server no e-mail is offered. */
  offers(name: ChannelName): boolean;
  close(): void;
}

interface ChannelsOptions {
  clock: Clock;
  i18n: I18n;
  endpointOf: (address: string) => Promise<WebhookEndpoint | undefined>;
}

/** The channels of this environment; outside production there is one, and nothing leaves. */
export function createChannels(config: Config, options: ChannelsOptions): Channels {
  const outbox = new OutboxChannel();
  if (config.env !== 'production') return { channelFor: () => outbox, offers: () => true, close: () => undefined };
  const email = createEmail(config, options);
  const real = new Map<ChannelName, Channel>([['outbox', outbox]]);
  for (const channel of [createSms(config, options), email, createWebhook(config, options)])
    if (channel) real.set(channel.name, channel);
  return {
    channelFor: (name) => real.get(name) ?? new UnofferedChannel(name),
    offers: (name) => real.has(name),
    close: () => email?.close(),
  };
}

function createWebhook({ messages }: Config, { clock, endpointOf }: ChannelsOptions): WebhookChannel {
  return new WebhookChannel({
    clock,
    endpointOf,
    isProduction: true,
    isReachable: reachableIn(messages.webhookNetworks),
  });
}

function createSms({ messages: { sms: settings }, http }: Config, { clock }: ChannelsOptions): SmsChannel | undefined {
  if (!settings) return undefined;
  const isReported = settings.reportKeys.length > 0;
  return new SmsChannel({ settings, clock, ...(isReported && { callbackUrl: `${http.publicUrl}${REPORTS_PATH}` }) });
}

function createEmail(
  { messages: { mail: settings }, paths, http }: Config,
  { clock, i18n }: ChannelsOptions,
): EmailChannel | undefined {
  if (!settings) return undefined;
  const assets = createAssets(paths.assets);
  const views = createViewEngine({ viewsDir: paths.views, assets, i18n, isProduction: false });
  return new EmailChannel({
    settings,
    clock,
    render: (name, locals) => views.render(name, locals),
    publicUrl: http.publicUrl,
  });
}
