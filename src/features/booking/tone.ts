import type { Business } from '../halls/index.js';

const GLAD: readonly Business[] = ['marriage', 'reissue-marriage'];

/** Divorce, its papers and counselling are spoken of quietly: no red, no motif, no cheer. */
export function toneOf(business: Business): 'calm' | undefined {
  return GLAD.includes(business) ? undefined : 'calm';
}
