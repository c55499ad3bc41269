import type { Index } from '../storage/index.js';
import type { Interval } from './bounds.js';

export interface KeyRange {
  start: Buffer;
  end: Buffer;
}

export interface CollectionScan {
  kind: 'collection';
  reverse: boolean;
}

export interface IndexScan {
  kind: 'index';
  index: Index;
  /** Every field of a unique index pinned: these very entries, nothing to scan. */
  exact: Buffer[] | undefined;
  ranges: KeyRange[];
  reverse: boolean;
  sorted: boolean;
  /** By field of the index, for explain. */
  bounds: (readonly Interval[] | undefined)[];
  score: number;
}

export interface Union {
  kind: 'union';
  branches: IndexScan[];
}

export type Plan = CollectionScan | IndexScan | Union;

export function isSorted(plan: Plan): boolean {
  return plan.kind === 'index' && plan.sorted;
}
