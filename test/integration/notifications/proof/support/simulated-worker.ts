import type { Notifications, SubjectSource } from '../../../../../src/features/notifications/index.js';
import type { Random } from '../../../../../scripts/lib/random.js';
import type { FlakyGateway } from './flaky-gateway.js';
import { HASH, type World } from './world.js';

const AT_ONCE = 12;

interface WorkerOptions {
  world: World;
  gateway: FlakyGateway;
  random: Random;
  /** Counts everything that happens, in order. */
  next: () => number;
  sources: readonly SubjectSource[];
  ignores: readonly ('wishes' | 'protection')[];
  /** Told of each message whose task was lost with a worker that died. */
  lost: (outgoingId: string) => void;
}

/** A worker with a queue of its own in memory, which it loses when it dies; the next moment another one stands in its place. */
export class SimulatedWorker {
  deaths = 0;
  readonly notifications: Notifications;
  private readonly queue: string[] = [];
  private readonly begun = new Map<string, number>();
  private readonly abandon = new Map<string, Set<() => void>>();

  constructor(private readonly options: WorkerOptions) {
    const { world, gateway, next, sources, ignores } = options;
    const channel = gateway.channelOf({ begun: (id) => this.begun.get(id) ?? 0, next, die: (id) => this.die(id) });
    this.notifications = world.startProcess(channel, { sources, ignores });
  }

  /** Looks what is due; some of it is also given to a colleague, as when two queues hold the same task. */
  async sweep(now: Date, colleague: SimulatedWorker): Promise<void> {
    const waiting = () => Promise.resolve(this.queue.length);
    await this.notifications.sweep.run(
      {
        waiting,
        add: (ids) => {
          this.queue.push(...ids);
          colleague.queue.push(...ids.filter(() => this.options.random.next() < 0.08));
          return Promise.resolve();
        },
      },
      now,
    );
  }

  /** Sends what is in the queue, several at once and in no order. */
  async work(): Promise<void> {
    await Promise.all(Array.from({ length: AT_ONCE }, () => this.lane()));
  }

  private async lane(): Promise<void> {
    while (this.queue.length > 0) {
      const [id] = this.queue.splice(this.options.random.integer(this.queue.length), 1);
      if (id !== undefined) await this.sendOrDie(id);
    }
  }

  private sendOrDie(id: string): Promise<void> {
    const outgoing = HASH.of('outgoing-message', id);
    this.begun.set(outgoing, this.options.next());
    const inHand = this.abandon.get(outgoing) ?? new Set();
    this.abandon.set(outgoing, inHand);
    return new Promise((resolve, reject) => {
      inHand.add(resolve);
      this.notifications.sender
        .send(id)
        .finally(() => inHand.delete(resolve))
        .then(() => resolve(), reject);
    });
  }

  private die(outgoing: string): void {
    this.deaths += 1;
    for (const id of this.queue.splice(0)) this.options.lost(HASH.of('outgoing-message', id));
    for (const leave of this.abandon.get(outgoing) ?? []) leave();
  }
}
