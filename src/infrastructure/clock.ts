/** The only place that asks the machine what time it is. Everything else is handed a clock or an instant. */
export interface Clock {
  now(): Date;
  /** Only a clock that can be moved tells of its jumps. */
  onJump?(listener: () => void): void;
}

export const systemClock: Clock = { now: () => new Date() };

/** A clock that runs ahead of or behind the machine's by an offset somebody sets: development and tests only. */
export class MovableClock implements Clock {
  private offsetMs = 0;
  private readonly listeners: (() => void)[] = [];

  now(): Date {
    return new Date(Date.now() + this.offsetMs);
  }

  get offset(): number {
    return this.offsetMs;
  }

  /** Listeners run when the clock jumps, so that work that fell due in between is done at once. */
  onJump(listener: () => void): void {
    this.listeners.push(listener);
  }

  moveTo(offsetMs: number): void {
    if (offsetMs === this.offsetMs) return;
    this.offsetMs = offsetMs;
    for (const listener of this.listeners) listener();
  }
}

/** A clock that stands still where a test put it. */
export function fixedClock(start: string | Date): Clock & { set(at: string | Date): void; advance(ms: number): void } {
  let at = new Date(start);
  return {
    now: () => new Date(at),
    set: (next) => void (at = new Date(next)),
    advance: (ms) => void (at = new Date(at.getTime() + ms)),
  };
}

/** Milliseconds of a clock that only measures; where a closure for each measurement would be too much. */
export function monotonicMs(): number {
  return performance.now();
}

/** Monotonic milliseconds, for measuring durations. */
export function stopwatch(): () => number {
  const from = performance.now();
  return () => performance.now() - from;
}
