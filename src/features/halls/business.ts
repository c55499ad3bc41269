/** Separate quotas of one time slot. The public books `online`; `foreign` follows from the parties; the others belong to the hall. */
export const LANES = ['online', 'walk-in', 'green', 'foreign', 'ceremony'] as const;
export type Lane = (typeof LANES)[number];

export const PUBLIC_LANES: readonly Lane[] = ['online', 'foreign'];

export { type Business, businesses as BUSINESSES } from '../eligibility/index.js';
