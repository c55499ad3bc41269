import type { AuditLog } from '../../audit/index.js';
import type { Clock } from '../../infrastructure/clock.js';
import type { FieldCipher, KeyedHash } from '../../infrastructure/field-cipher.js';
import type { Channels, MessageDesk, MessageModel } from '../notifications/index.js';
import { Deliveries } from './deliveries/deliveries.js';
import type { EndpointDirectory } from './endpoints/endpoint-directory.js';
import type { EndpointModel } from './endpoints/endpoint.model.js';
import { Endpoints } from './endpoints/endpoints.service.js';

export interface WebhooksDependencies {
  models: { webhookEndpoints: EndpointModel; messages: MessageModel };
  directory: EndpointDirectory;
  desk: MessageDesk;
  channels: Channels;
  cipher: FieldCipher;
  hash: KeyedHash;
  audit: AuditLog;
  clock: Clock;
  isProduction: boolean;
  networks: readonly string[];
}

export type Webhooks = ReturnType<typeof createWebhooks>;

/** What the pages about other systems work with, for the composition root. */
export function createWebhooks({ models, desk, hash, channels, isProduction, clock, ...deps }: WebhooksDependencies) {
  const deliveries = new Deliveries({ messages: models.messages, desk, hash });
  return {
    deliveries,
    receiverOf: (id: string) => deps.directory.receiverOf(id, clock.now()),
    endpoints: new Endpoints({ ...deps, endpoints: models.webhookEndpoints, deliveries, isProduction }),
    channel: () => channels.channelFor('webhook'),
    /** Outside production nothing leaves the machine. */
    isLocal: !isProduction,
  };
}
