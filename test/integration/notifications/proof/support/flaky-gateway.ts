import {
  type Channel,
  ChannelFailure,
  type OutgoingMessage,
} from '../../../../../src/features/notifications/channels/channel.js';
import type { Clock } from '../../../../../src/infrastructure/clock.js';
import { Fate, fraction } from '../../../../support/stand-ins/fate.js';

/** What became of one hand-over. `unheard` was taken, but the sender was told nothing or had died. */
export type Fared = 'taken' | 'unheard' | 'refused' | 'died-before';

export interface HandOver {
  id: string;
  kind: string;
  to: string;
  text: string;
  at: Date;
  /** When, in the order of everything that happened, somebody set out to send it, and when it came here. */
  begun: number;
  came: number;
  fared: Fared;
}

export interface Trouble {
  seed: number;
  /** Shares of attempts. */
  refused: number;
  answerLost: number;
  /** Of hand-overs, in which the worker dies before or after. */
  dies: number;
  /** When nothing gets through. */
  outages: readonly { from: Date; to: Date }[];
}

interface Sending {
  /** The worker's own account of when it set out to send this message. */
  begun: (id: string) => number;
  next: () => number;
  die: (id: string) => void;
}

/** The other side of every worker: takes each id once, and fails as often as the trouble says, the same way for the same seed. */
export class FlakyGateway {
  readonly handOvers: HandOver[] = [];
  private readonly fate: Fate;
  private readonly deaths = new Map<string, number>();

  constructor(
    private readonly trouble: Trouble,
    private readonly clock: Clock,
  ) {
    this.fate = new Fate(trouble.seed);
    this.fate.shares = { 'refuse-for-now': trouble.refused, 'lose-answer': trouble.answerLost };
  }

  channelOf(worker: Sending): Channel {
    return { name: 'sms', send: (message) => this.handOver(message, worker) };
  }

  private async handOver(message: OutgoingMessage, worker: Sending): Promise<object> {
    const { id, kind, to, text } = message;
    const note = (fared: Fared) =>
      this.handOvers.push({
        id,
        kind,
        to,
        text,
        at: this.clock.now(),
        begun: worker.begun(id),
        came: worker.next(),
        fared,
      });
    await anInstant();
    const death = this.deathOf(id);
    if (death === 'before') {
      note('died-before');
      worker.die(id);
      return never();
    }
    const now = this.clock.now();
    if (this.trouble.outages.some(({ from, to: end }) => from <= now && now < end)) {
      note('refused');
      throw new ChannelFailure('unreachable', 'nobody there');
    }
    const fault = this.fate.of(id);
    if (fault === 'refuse-for-now') {
      note('refused');
      throw new ChannelFailure('refused', 'busy');
    }
    if (death === 'after') {
      note('unheard');
      worker.die(id);
      return never();
    }
    note(fault ? 'unheard' : 'taken');
    await anInstant();
    if (fault) throw new ChannelFailure('timeout', 'no answer');
    return {};
  }

  private deathOf(id: string): 'before' | 'after' | undefined {
    const attempt = (this.deaths.get(id) ?? 0) + 1;
    this.deaths.set(id, attempt);
    const drawn = fraction(`${this.trouble.seed}/death/${id}/${attempt}`);
    if (drawn >= this.trouble.dies) return undefined;
    return drawn < this.trouble.dies / 2 ? 'before' : 'after';
  }
}

function anInstant(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

function never(): Promise<never> {
  return new Promise(() => undefined);
}
