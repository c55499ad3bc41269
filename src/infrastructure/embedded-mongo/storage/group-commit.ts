export type Job<T> = () => T;

interface Waiting {
  run: () => void;
  settle: () => void;
  fail: (error: Error) => void;
}

const LARGEST_BATCH = 512;

/**
 * Runs write jobs one after another in the order they came, many to a transaction: whatever arrives while one
 * transaction is on its way to the disk shares the next. A job's promise settles when its transaction is durable.
 * A job that throws before it wrote anything fails alone; a failing transaction fails every job in it.
 */
export class GroupCommit {
  /** Called inside the transaction, after its last job. */
  beforeCommit: () => void = () => undefined;
  committed: () => void = () => undefined;
  rolledBack: () => void = () => undefined;

  private waiting: Waiting[] = [];
  private running: Promise<void> | undefined;

  constructor(private readonly transaction: (work: () => void) => Promise<void>) {}

  enqueue<T>(job: Job<T>): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      let settle = () => reject(new Error('The job did not run'));
      const run = () => {
        try {
          const result = job();
          settle = () => resolve(result);
        } catch (error) {
          if (error instanceof BrokenWrite) throw error;
          const reason = error instanceof Error ? error : new Error(String(error));
          settle = () => reject(reason);
        }
      };
      this.waiting.push({ run, settle: () => settle(), fail: reject });
      this.running ??= this.work();
    });
  }

  async drained(): Promise<void> {
    while (this.running !== undefined) await this.running;
  }

  private async work(): Promise<void> {
    for (;;) {
      await turn();
      if (this.waiting.length === 0) break;
      const batch = this.waiting.splice(0, LARGEST_BATCH);
      try {
        await this.transaction(() => {
          for (const job of batch) job.run();
          this.beforeCommit();
        });
      } catch (error) {
        this.rolledBack();
        for (const job of batch) job.fail(error as Error);
        continue;
      }
      this.committed();
      for (const job of batch) job.settle();
    }
    this.running = undefined;
  }
}

/** Lets the requests that have arrived by now be read, so that they share the transaction. */
function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

/** Thrown when storing failed half-way: the whole transaction has to go. */
export class BrokenWrite extends Error {
  constructor(cause: unknown) {
    super(cause instanceof Error ? cause.message : String(cause), { cause });
  }
}
