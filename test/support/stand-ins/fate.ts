import { createHash } from 'node:crypto';

/** How a request may go wrong at the other side. */
export type Fault =
  /** Not taken; trying again helps. */
  | 'refuse-for-now'
  /** Not taken, and never will be. */
  | 'refuse-for-good'
  /** Taken, but whoever asked never hears of it. */
  | 'lose-answer'
  /** Not taken, and no answer comes. */
  | 'stay-silent';

/**
 * Decides how each attempt fares: first as a test planned, then by shares. The same attempt at the same message fares the
 * same in every run, whatever the order in which attempts arrive.
 */
export class Fate {
  /** Shares between 0 and 1. */
  shares: Partial<Record<Fault, number>> = {};
  private readonly planned: Fault[] = [];
  private readonly attempts = new Map<string, number>();

  constructor(private readonly seed: string | number = 0) {}

  plan(...faults: Fault[]): void {
    this.planned.push(...faults);
  }

  of(id: string): Fault | undefined {
    const attempt = (this.attempts.get(id) ?? 0) + 1;
    this.attempts.set(id, attempt);
    const planned = this.planned.shift();
    if (planned) return planned;
    let drawn = fraction(`${this.seed}/${id}/${attempt}`);
    for (const [fault, share] of Object.entries(this.shares) as [Fault, number][]) {
      if (drawn < share) return fault;
      drawn -= share;
    }
    return undefined;
  }
}

/** A number from 0 to 1 that depends on the text alone. */
export function fraction(text: string): number {
  return createHash('sha256').update(text).digest().readUInt32BE(0) / 2 ** 32;
}
