import { newId } from '../../../infrastructure/ids.js';
import { pooledRandomBytes } from '../../../infrastructure/random-pool.js';

/** What events are signed with: only the receiver and the bureau know it. */
export interface EndpointSecret {
  /** Tells secrets apart without showing them. */
  id: string;
  /** `whsec_…`, as Standard Webhooks writes it. */
  secret: string;
  from: Date;
  /** When it stops signing; absent for the newest. */
  until?: Date;
}

/** While a receiver changes over, both secrets sign. */
export const OVERLAP_MS = 24 * 3_600_000;

const SECRET_BYTES = 32;

export function newSecret(now: Date): EndpointSecret {
  const key = pooledRandomBytes(SECRET_BYTES).toString('base64');
  return { id: newId().slice(0, 8), secret: `whsec_${key}`, from: now };
}

/** Puts a new secret before the others; those still in use go on for as long as the receiver is given, and never for longer than they had. */
export function rotated(
  secrets: readonly EndpointSecret[],
  next: EndpointSecret,
  { overlapMs }: { overlapMs: number },
): EndpointSecret[] {
  const end = new Date(next.from.getTime() + overlapMs);
  const replaced = inUse(secrets, next.from).map((secret) => ({
    ...secret,
    until: secret.until && secret.until < end ? secret.until : end,
  }));
  return [next, ...inUse(replaced, next.from)];
}

/** Those that sign now, the newest first. */
export function inUse(secrets: readonly EndpointSecret[], now: Date): EndpointSecret[] {
  return secrets.filter(({ until }) => until === undefined || until > now);
}
