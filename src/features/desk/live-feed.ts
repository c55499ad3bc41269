import { DateTime } from 'luxon';
import type { Logger } from 'pino';
import type { Clock } from '../../infrastructure/clock.js';
import type { TicketModel } from './ticket.model.js';

const LOOK_EVERY_MS = 1000;

type Listener = (version: string) => void;

/**
 * Tells pages that something at their hall has changed. All pages of a hall in this process share one look at the store a
 * second, because the change may have come through another process; without listeners nobody looks.
 */
export class LiveFeed {
  private readonly halls = new Map<string, { listeners: Set<Listener>; version: string }>();
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly deps: { tickets: TicketModel; clock: Clock; logger: Logger }) {}

  subscribe(hall: string, listener: Listener): () => void {
    const watched = this.halls.get(hall) ?? { listeners: new Set<Listener>(), version: '' };
    this.halls.set(hall, watched);
    watched.listeners.add(listener);
    this.timer ??= setInterval(() => void this.look(), LOOK_EVERY_MS).unref();
    return () => {
      watched.listeners.delete(listener);
      if (watched.listeners.size === 0) this.halls.delete(hall);
      if (this.halls.size === 0) {
        clearInterval(this.timer);
        this.timer = undefined;
      }
    };
  }

  private async look(): Promise<void> {
    for (const [hall, watched] of this.halls) {
      try {
        const version = await this.versionOf(hall);
        if (watched.version === version) continue;
        const isFirst = watched.version === '';
        watched.version = version;
        if (!isFirst) for (const listener of watched.listeners) listener(version);
      } catch (error) {
        this.deps.logger.warn({ err: error, hall }, 'the desk cannot see what has changed');
      }
    }
  }

  /** The last change of a ticket and the minute: expected waits move on although nobody does. */
  private async versionOf(hall: string): Promise<string> {
    const last = await this.deps.tickets.findOne({ hall }, { updatedAt: 1 }).sort({ updatedAt: -1 }).lean();
    const minute = DateTime.fromJSDate(this.deps.clock.now()).startOf('minute').toMillis();
    return `${last?.updatedAt.getTime() ?? 0}-${minute}`;
  }
}
