import { compareRows, sortRow, type Pattern } from './reference/keys.js';
import type { Model } from './reference/model.js';
import type { Doc } from './reference/order.js';
import { Refusal } from './reference/refusal.js';

/** Where a walk leads that visits documents in the sort's order and ends with its `most`-th match. */
export interface Walk {
  /** All that match, in order. */
  ordered: Doc[];
  /** The refusals it may meet. */
  codes: number[];
  /** It cannot get by without meeting one. */
  isRefused: boolean;
}

export function walk(model: Model, { filter, sort, most }: { filter: Doc; sort: Pattern; most: number }): Walk {
  const { matched, failed } = model.search(filter);
  const codes = [...new Set(failed.map(({ refusal }) => refusal.code))];
  try {
    const ordered = model.sorted(matched, sort);
    return { ordered, codes, isRefused: failed.some(({ document }) => isMet(document, { ordered, sort, most })) };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { ordered: [], codes: [...codes, error.code], isRefused: true };
  }
}

/** Whether the document comes before the last match wanted; among equals, and so without a sort, it may come after. */
function isMet(document: Doc, { ordered, sort, most }: { ordered: Doc[]; sort: Pattern; most: number }): boolean {
  const row = rowIn(sort, document);
  // No index holds such a document, so that nothing but visiting all of them can put them in order.
  if (row === undefined) return true;
  const directions = Object.values(sort);
  return ordered.filter((one) => compareRows(sortRow(one, sort), row, directions) <= 0).length < most;
}

function rowIn(sort: Pattern, document: Doc): unknown[] | undefined {
  try {
    return sortRow(document, sort);
  } catch (error) {
    if (error instanceof Refusal) return undefined;
    throw error;
  }
}
