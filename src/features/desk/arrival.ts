const MINUTE_MS = 60_000;

/** Whether a booked couple comes later than the hall waits for it. */
export function isLateArrival(startsAt: Date, lateAfterMinutes: number, now: Date): boolean {
  return now.getTime() > startsAt.getTime() + lateAfterMinutes * MINUTE_MS;
}
