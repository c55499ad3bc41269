/**
 * Gathers the writes that concurrent requests ask for into one command, and answers each with its own outcome. It adds no
 * delay: while a batch is under way the next one gathers, so an idle process writes at once and a busy one writes many together.
 */
export class WriteBatcher<T> {
  private waiting: Waiting<T>[] = [];
  private isWriting = false;

  /** `write` answers, for each item, the error that refused it or nothing. */
  constructor(
    private readonly write: (items: T[]) => Promise<unknown[]>,
    private readonly most = 200,
  ) {}

  add(item: T): Promise<void> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ item, resolve, reject });
      if (!this.isWriting) void this.run();
    });
  }

  private async run(): Promise<void> {
    this.isWriting = true;
    while (this.waiting.length > 0) {
      const batch = this.waiting.splice(0, this.most);
      try {
        const refusals = await this.write(batch.map(({ item }) => item));
        batch.forEach(({ resolve, reject }, index) => {
          const refusal = refusals[index];
          if (refusal === undefined) resolve();
          else reject(refusal);
        });
      } catch (error) {
        for (const { reject } of batch) reject(error);
      }
    }
    this.isWriting = false;
  }
}

interface Waiting<T> {
  item: T;
  resolve: () => void;
  reject: (reason: unknown) => void;
}
