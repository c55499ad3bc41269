import { setTimeout as wait } from 'node:timers/promises';
import type { Channel, OutgoingMessage } from '../../../../../src/features/notifications/channels/channel.js';

/** Takes everything and counts it; slow where a test wants it to be. */
export class SimpleGateway {
  /** How often each id came, by who sent it. */
  readonly taken = new Map<string, string[]>();
  readonly messages: OutgoingMessage[] = [];
  delayMs = 0;

  channelOf(worker: string): Channel {
    return {
      name: 'sms',
      send: async (message) => {
        this.messages.push(message);
        this.taken.set(message.id, [...(this.taken.get(message.id) ?? []), worker]);
        if (this.delayMs > 0) await wait(this.delayMs);
        return {};
      },
    };
  }
}
