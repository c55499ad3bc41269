const LONGEST_MS = 3_600_000;

/** What `Retry-After` asks for, in seconds or as a date; an hour at most, so that nobody's mistake parks a message for days. */
export function retryAfterMs(header: string | undefined, now: Date): number | undefined {
  if (header === undefined) return undefined;
  const ms = /^\d+$/.test(header.trim()) ? Number(header) * 1000 : Date.parse(header) - now.getTime();
  return Number.isNaN(ms) ? undefined : Math.min(Math.max(ms, 0), LONGEST_MS);
}
