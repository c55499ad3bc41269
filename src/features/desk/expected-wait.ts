/** Fewer couples than this say too little about the day. */
const ENOUGH = 3;
const MINUTE_MS = 60_000;

export interface ServiceTimes {
  /** Milliseconds from sitting down to finishing, today. */
  today: readonly number[];
  /** The same on the days before. */
  before: readonly number[];
  /** What the hall plans with. */
  planned: number;
}

/** Minutes one couple takes: the median of today, else of the last days, else what the hall plans with. */
export function minutesPerCouple({ today, before, planned }: ServiceTimes): number {
  const measured = [today, before].find(({ length }) => length >= ENOUGH);
  return measured ? Math.max(1, medianOf(measured) / MINUTE_MS) : planned;
}

/** Whole minutes until somebody with so many couples before them is called; those being served count half. */
export function expectedWait({
  ahead,
  busy,
  windows,
  minutes,
}: {
  ahead: number;
  busy: number;
  windows: number;
  minutes: number;
}): number {
  const open = Math.max(1, windows);
  if (ahead + busy < open) return 0;
  return Math.ceil(((ahead + Math.min(busy, open) / 2) / open) * minutes);
}

export function medianOf(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? 0;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? upper) + upper) / 2;
}
