/** So many commands may be under way at once: one gathers while the store flushes the other. */
const MOST_UNDER_WAY = 2;

/**
 * Gathers the writes that concurrent requests ask for in the same turn of the event loop into one command, and answers each with
 * its own outcome. It waits for nobody: only when many commands are under way already does the next one gather for longer.
 */
export class WriteBatcher<T> {
  private waiting: Waiting<T>[] = [];
  private underWay = 0;
  private isScheduled = false;

  /** `write` answers, for each item, the error that refused it or nothing. */
  constructor(
    private readonly write: (items: T[]) => Promise<unknown[]>,
    private readonly most = 200,
  ) {}

  add(item: T): Promise<void> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ item, resolve, reject });
      this.schedule();
    });
  }

  /** Whether somebody who comes now would be one of many. */
  get isBusy(): boolean {
    return this.underWay > 0 || this.waiting.length > 0;
  }

  private schedule(): void {
    if (this.isScheduled || this.waiting.length === 0 || this.underWay >= MOST_UNDER_WAY) return;
    this.isScheduled = true;
    setImmediate(() => {
      this.isScheduled = false;
      void this.writeBatch(this.waiting.splice(0, this.most));
      this.schedule();
    });
  }

  private async writeBatch(batch: Waiting<T>[]): Promise<void> {
    this.underWay += 1;
    try {
      const refusals = await this.write(batch.map(({ item }) => item));
      batch.forEach(({ resolve, reject }, index) => {
        const refusal = refusals[index];
        if (refusal === undefined) resolve();
        else reject(refusal);
      });
    } catch (error) {
      for (const { reject } of batch) reject(error);
    } finally {
      this.underWay -= 1;
      this.schedule();
    }
  }
}

interface Waiting<T> {
  item: T;
  resolve: () => void;
  reject: (reason: unknown) => void;
}
