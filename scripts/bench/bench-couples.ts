import { systemClock } from '../../src/infrastructure/clock.js';
import { SealedTokens } from '../../src/infrastructure/sealed-token.js';
import type { Services } from '../../src/services.js';
import { generateCouple } from '../lib/people.js';
import type { BenchSlot } from './bench-halls.js';

const TOKEN_MS = 30 * 60_000;

export interface BenchRequest {
  body: string;
  key: string;
}

/** Bodies of POST /api/v1/appointments: a new couple each, their phone vouched for, spread over the slots in turn. */
export function bookingRequests(
  { secrets }: Services,
  { slots, from, count }: { slots: readonly BenchSlot[]; from: number; count: number },
): BenchRequest[] {
  const tokens = new SealedTokens<{ phone: string }>(secrets.tokenCipher, 'contact-token');
  const expiresAt = new Date(systemClock.now().getTime() + TOKEN_MS);
  return Array.from({ length: count }, (_, index) => {
    const seed = from + index;
    const couple = generateCouple({ seed });
    const body = {
      ...slots[seed % slots.length],
      business: 'marriage',
      parties: couple.map(({ role, name, document, phone, household }) => ({
        role,
        name,
        document,
        phone,
        household,
      })),
      contactToken: tokens.issue({ phone: couple[0].phone }, expiresAt),
      consents: { booking: true },
    };
    return { body: JSON.stringify(body), key: `bench-${seed}` };
  });
}
