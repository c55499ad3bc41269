import type { Sequence } from './domain.js';

/** Sequences that once differed, shrunk, by what was wrong. */
export const regressions: Record<string, Sequence> = {};
