import type { Document } from '../bson/values.js';
import { CommandError } from '../errors.js';
import { type Flow, PAUSE, type Pause, type Slices } from '../flow.js';
import type { FilterNode } from '../query/filter.js';
import { compileOrder, sorted } from '../query/sort.js';
import type { Collection, Stored } from '../storage/collection.js';
import { recordOf } from '../storage/record-keys.js';
import { choosePlan, type Question } from './planner.js';
import { isSorted, type IndexScan, type Plan } from './plan.js';

export interface Query extends Question {
  filter: FilterNode;
  skip?: number;
  limit?: number;
}

export interface Match {
  record: number;
  stored: Stored;
}

export interface Work {
  keysExamined: number;
  documentsExamined: number;
}

export function newWork(): Work {
  return { keysExamined: 0, documentsExamined: 0 };
}

interface Manner {
  work?: Work;
  plan?: Plan | undefined;
  /** Absent where nothing may come between. */
  slices?: Slices | undefined;
}

/** The matching documents in the asked order, in one go: what a write looks for must not change under it. `limit` 0 or absent means all. */
export function search(collection: Collection, query: Query, work?: Work, plan?: Plan): Iterable<Match> {
  // Without slices there is no pause.
  return searchFlow(collection, query, { ...(work && { work }), plan }) as Iterable<Match>;
}

/** The same, with pauses in between when it takes long. */
export function searchFlow(
  collection: Collection,
  query: Query,
  { work = newWork(), plan, slices }: Manner = {},
): Flow<Match> {
  const chosen = plan ?? choosePlan(collection, query);
  const skip = query.skip ?? 0;
  const limit = query.limit === undefined || query.limit === 0 ? Infinity : query.limit;
  const found = matches(collection, { filter: query.filter, plan: chosen, work, slices });
  if (!needsSort(query.sort, chosen)) return page(found, skip, limit);
  const order = compileOrder(query.sort);
  const byOrder = (a: Match, b: Match) => order(a.stored.document, b.stored.document);
  return page(sorted(found, byOrder, { limit: skip + limit, mayPause: slices !== undefined }), skip, limit);
}

export function needsSort(sort: Document | undefined, plan: Plan): sort is Document {
  if (sort === undefined || Object.keys(sort).length === 0 || '$natural' in sort) return false;
  return !isSorted(plan);
}

function* page(found: Flow<Match>, skip: number, limit: number): Generator<Match | Pause> {
  let position = 0;
  if (limit <= 0) return;
  for (const match of found) {
    if (match !== PAUSE && position++ < skip) continue;
    yield match;
    if (match === PAUSE) continue;
    if (position >= skip + limit) return;
  }
}

interface Looking {
  filter: FilterNode;
  plan: Plan;
  work: Work;
  slices: Slices | undefined;
}

function* matches(collection: Collection, { filter, plan, work, slices }: Looking): Generator<Match | Pause> {
  const isLookup = plan.kind === 'index' && plan.exact !== undefined;
  for (const record of candidates(collection, plan, work)) {
    if (slices?.isOver()) yield PAUSE;
    const stored = collection.read(record);
    if (stored === undefined) {
      if (collection.isDropped) throw new CommandError(175, `collection dropped: ${collection.namespace}`);
      continue;
    }
    work.documentsExamined++;
    if (isLookup) collection.remember(record, stored);
    if (filter.matches(stored.document)) yield { record, stored };
  }
}

function candidates(collection: Collection, plan: Plan, work: Work): Iterable<number> {
  if (plan.kind === 'collection') return collection.store.records(collection, plan.reverse);
  if (plan.kind === 'union') return distinct(plan.branches.map((branch) => indexRecords(collection, branch, work)));
  const records = indexRecords(collection, plan, work);
  return plan.index.isMultikey || plan.ranges.length > 1 ? distinct([records]) : records;
}

function* distinct(sources: readonly Iterable<number>[]): Generator<number> {
  const seen = new Set<number>();
  for (const source of sources) {
    for (const record of source) {
      if (seen.has(record)) continue;
      seen.add(record);
      yield record;
    }
  }
}

function* indexRecords(collection: Collection, scan: IndexScan, work: Work): Generator<number> {
  const { entries } = collection.store.environment;
  if (scan.exact !== undefined) {
    for (const key of scan.reverse ? [...scan.exact].reverse() : scan.exact) {
      const value = entries.getBinary(key);
      work.keysExamined++;
      if (value !== undefined) yield recordOf(value);
    }
    return;
  }
  for (const { start, end } of scan.reverse ? [...scan.ranges].reverse() : scan.ranges) {
    const range = scan.reverse
      ? { start: end, exclusiveStart: true, end: start, inclusiveEnd: true, reverse: true }
      : { start, end };
    if (scan.index.unique) {
      for (const { value } of entries.getRange(range)) {
        work.keysExamined++;
        yield recordOf(value);
      }
    } else {
      for (const key of entries.getKeys(range)) {
        work.keysExamined++;
        yield recordOf(key);
      }
    }
  }
}
