/** At most `points` within any `seconds`. */
export interface RateLimit {
  points: number;
  seconds: number;
}

export interface Limits {
  address: Record<'bookings' | 'holds' | 'verifications' | 'lookups' | 'eligibility' | 'signIns', RateLimit>;
  phone: { codes: RateLimit[]; lookups: RateLimit };
}

const SECONDS = { s: 1, m: 60, h: 3600, d: 86_400 } as const;

/** Reads `600/10m` (also s, h, d); undefined when the text is not a rate. */
export function parseRate(text: string): RateLimit | undefined {
  const match = /^([1-9]\d{0,8})\/([1-9]\d{0,4})([smhd])$/.exec(text.trim());
  if (!match) return undefined;
  const [, points, amount, unit] = match;
  return { points: Number(points), seconds: Number(amount) * SECONDS[unit as keyof typeof SECONDS] };
}

/** Reads `1/1m,5/1h,10/1d`; undefined when any part is not a rate. */
export function parseRates(text: string): RateLimit[] | undefined {
  const rates = text.split(',').map(parseRate);
  return rates.every((rate) => rate !== undefined) ? rates : undefined;
}
