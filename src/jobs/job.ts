/** One kind of recurring work. Handlers are idempotent: at-least-once is all that a scheduler can promise. */
export interface RecurringJob {
  name: string;
  every: string;
  /** Runs also when the development clock jumps, because something may have fallen due in between. */
  afterJump?: boolean;
  /** How long a worker may take before another one picks the job up. */
  lockMinutes?: number;
  /** `lastDone` answers for which instant the job was last done, by any worker, as far as that is on record. */
  run(now: Date, lastDone: () => Promise<Date | undefined>): Promise<void>;
}

/** Work on one thing at a time, each put into the queue when it is to be done, and gone from it once it was. */
export interface TaskKind {
  name: string;
  /** How many one worker does at a time. */
  concurrency: number;
  lockMinutes: number;
  /** Safe to do again for the same thing. */
  run: (id: string) => Promise<void>;
}

/** Where tasks of one kind wait for a worker. */
export interface TaskQueue {
  waiting(): Promise<number>;
  /** One task for each thing; a thing whose task waits or runs gets no second. */
  add(ids: readonly string[]): Promise<void>;
}
