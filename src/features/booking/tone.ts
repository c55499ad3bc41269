import { isSensitive } from '../confirmation/index.js';
import type { Business } from '../halls/index.js';

/** Divorce, its papers and counselling are spoken of quietly: no red, no motif, no cheer. */
export function toneOf(business: Business): 'calm' | undefined {
  return isSensitive(business) ? 'calm' : undefined;
}
