import type { Connection } from 'mongoose';
import type { Logger } from 'pino';
import type { Clock } from '../../infrastructure/clock.js';
import type { FieldCipher, KeyedHash } from '../../infrastructure/field-cipher.js';
import type { DirectDefinition, SubjectSource } from './catalogue/definition.js';
import { MessageCatalogue } from './catalogue/message-catalogue.js';
import type { Channel, ChannelName } from './channels/channel.js';
import { MessageDesk } from './desk/message-desk.js';
import type { MessageModel } from './message.model.js';
import { Messages } from './messages.read-model.js';
import { Composer } from './outbox/composer.js';
import { Outbox } from './outbox/outbox.service.js';
import { Planning } from './outbox/planning.js';
import { DeliveryReports } from './sending/delivery-reports.js';
import { MessageClaims } from './sending/message-claims.js';
import { Preparation, type Protection, type Wishes } from './sending/preparation.js';
import { Sender } from './sending/sender.js';
import { Sweep } from './sending/sweep.js';
import type { WordSource } from './words.js';
import { BUREAU_ZONE } from '../calendar/index.js';

export interface NotificationParts {
  messages: MessageModel;
  connection: Connection;
  cipher: FieldCipher;
  hash: KeyedHash;
  clock: Clock;
  logger: Logger;
  words: WordSource;
  wishes: Wishes;
  protection: Protection;
  channelFor: (name: ChannelName) => Channel;
  /** Messages never leave the machine. */
  isLocal: boolean;
}

export type Notifications = ReturnType<typeof createNotifications>;

/** Everything about messages, put together once. The kinds are told last, because what they are about needs the outbox itself. */
export function createNotifications({ messages, connection, isLocal, ...parts }: NotificationParts) {
  const { clock, logger, hash, wishes, protection, channelFor } = parts;
  const catalogue = new MessageCatalogue();
  const composer = new Composer(parts);
  const claims = new MessageClaims(messages);
  const preparation = new Preparation({ messages, catalogue, composer, wishes, protection, bureauZone: BUREAU_ZONE });
  const sender = new Sender({ claims, preparation, composer, channelFor, clock, logger });
  const sendSoon = (id: string) =>
    void sender.send(id).catch((error: unknown) => logger.warn({ err: error }, 'a message waits for the worker'));
  const outbox = new Outbox({ messages, connection, catalogue, composer, protection, isLocal, onUrgent: sendSoon });
  return {
    catalogue,
    outbox,
    sender,
    desk: new MessageDesk({ messages, composer }),
    messages: new Messages({ messages, composer, hash, catalogue, clock }),
    planning: new Planning({ catalogue, outbox }),
    sweep: new Sweep({ messages, claims }),
    reports: new DeliveryReports(messages),
    register: (kinds: { sources?: readonly SubjectSource[]; direct?: readonly DirectDefinition[] }) =>
      catalogue.register(kinds),
  };
}
