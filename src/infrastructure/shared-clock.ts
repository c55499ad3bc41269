import type { Connection } from 'mongoose';
import type { Logger } from 'pino';
import type { MovableClock } from './clock.js';

const POLL_MS = 400;
const ID = 'offset';

interface ClockRecord {
  _id: string;
  offsetMs: number;
}

/**
 * Outside production every process of the product follows one offset kept in the store, so that a whole bureau can be moved
 * to a peak day. It goes on ticking from there.
 */
export class SharedClock {
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly clock: MovableClock,
    private readonly connection: Connection,
    private readonly logger: Logger,
  ) {}

  /** Reads the offset once, then follows it until `stop`. */
  async follow(): Promise<void> {
    await this.read();
    this.timer = setInterval(() => void this.read(), POLL_MS);
    this.timer.unref();
  }

  stop(): void {
    clearInterval(this.timer);
  }

  async moveTo(now: Date): Promise<void> {
    await this.moveBy(now.getTime() - this.clock.now().getTime());
  }

  async moveBy(ms: number): Promise<void> {
    await this.write(this.clock.offset + ms);
  }

  async reset(): Promise<void> {
    await this.write(0);
  }

  private async write(offsetMs: number): Promise<void> {
    await this.offsets().updateOne({ _id: ID }, { $set: { offsetMs } }, { upsert: true });
    this.clock.moveTo(offsetMs);
  }

  private async read(): Promise<void> {
    try {
      const record = await this.offsets().findOne({ _id: ID });
      this.clock.moveTo(record?.offsetMs ?? 0);
    } catch (error) {
      this.logger.debug({ err: error }, 'the shared clock could not be read; keeping the last offset');
    }
  }

  private offsets() {
    return this.connection.collection<ClockRecord>('clock');
  }
}
