/** One kind of recurring work. Handlers are idempotent: at-least-once is all that a scheduler can promise. */
export interface RecurringJob {
  name: string;
  every: string;
  /** Runs also when the development clock jumps, because something may have fallen due in between. */
  afterJump?: boolean;
  /** How long a worker may take before another one picks the job up. */
  lockMinutes?: number;
  run(now: Date): Promise<void>;
}
