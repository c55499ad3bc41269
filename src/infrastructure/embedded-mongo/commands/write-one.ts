import { isDocument, type Document } from '../bson/values.js';
import { CommandError, failedToParse } from '../errors.js';
import type { Variables } from '../expressions/scope.js';
import { search, type Match, type Query } from '../planner/execute.js';
import { parseFilter } from '../query/filter.js';
import type { Collection, Stored } from '../storage/collection.js';
import type { Store } from '../storage/store.js';
import { matchedPosition } from '../update/position.js';
import { isIdentical } from '../update/identical.js';
import { compileUpdate, type Update } from '../update/update.js';
import { upsertedDocument } from '../update/upsert.js';
import { hintOf } from './read.js';

/** Which documents a write is about. */
export interface Target {
  namespace: string;
  filter: Document;
  hint?: unknown;
  sort?: unknown;
  variables: Variables;
}

export interface UpdateRequest {
  update: unknown;
  arrayFilters?: unknown;
  multi: boolean;
  upsert: boolean;
}

export interface UpdateResult {
  matched: number;
  modified: number;
  upsertedId?: unknown;
  before?: Document;
  after?: Document;
  /** Why a multi-update stopped at a document; those before it stand. */
  error?: CommandError;
}

export interface RemoveResult {
  removed: number;
  error?: CommandError;
}

export function queryOf(target: Target): Query {
  const { filter, sort, hint, variables } = target;
  return {
    filter: parseFilter(filter, variables),
    sort: isDocument(sort) ? sort : undefined,
    hint: hintOf({ hint }),
  };
}

export function updateMatching(store: Store, target: Target, request: UpdateRequest): UpdateResult {
  const { multi, upsert } = request;
  const query = queryOf(target);
  const update = compileUpdate(request.update, {
    arrayFilters: arrayFilterList(request.arrayFilters),
    variables: target.variables,
  });
  if (multi && update.kind === 'replacement')
    throw failedToParse('multi update is not supported for replacement-style update');
  if (multi && query.sort !== undefined) throw failedToParse('Cannot specify sort with multi=true');
  const collection = store.catalogue.get(target.namespace);
  if (collection !== undefined) {
    const found = multi ? all(collection, query) : first(collection, query);
    if (found.records.length > 0) return updateEach(collection, found, query, update);
  }
  if (!upsert) return { matched: 0, modified: 0 };
  const document = upsertedDocument(query.filter, update);
  checkId(document['_id']);
  store.catalogue.ensure(target.namespace).insert({ document });
  return { matched: 0, modified: 0, upsertedId: document['_id'], after: document };
}

function arrayFilterList(value: unknown): readonly unknown[] | undefined {
  if (value === undefined || value === null) return undefined;
  if (!Array.isArray(value)) throw failedToParse('arrayFilters must be an array');
  return value as unknown[];
}

interface Found {
  records: number[];
  error?: CommandError;
}

function first(collection: Collection, query: Query): Found {
  for (const { record } of search(collection, { ...query, limit: 1 })) return { records: [record] };
  return { records: [] };
}

/** When the filter fails on a document, those found before it are written all the same, as if one by one. */
function all(collection: Collection, query: Query): Found {
  const records: number[] = [];
  try {
    for (const { record } of search(collection, query)) records.push(record);
  } catch (error) {
    if (!(error instanceof CommandError) || records.length === 0) throw error;
    return { records, error };
  }
  return { records };
}

function updateEach(collection: Collection, { records, error }: Found, query: Query, update: Update): UpdateResult {
  const result: UpdateResult = { matched: 0, modified: 0, ...(error && { error }) };
  for (const record of records) {
    const { document: before } = collection.read(record) as Stored;
    try {
      const position =
        update.positionalArray === undefined
          ? undefined
          : matchedPosition(query.filter, before, update.positionalArray);
      const after = update.apply(before, { position, isInsert: false, id: before['_id'] });
      const changed = after !== before && !isIdentical(before, after);
      if (changed) collection.replace(record, before, after);
      result.matched++;
      result.modified += Number(changed);
      result.before = before;
      result.after = after;
    } catch (failure) {
      if (!(failure instanceof CommandError) || result.matched === 0) throw failure;
      return { ...result, error: failure };
    }
  }
  return result;
}

export function removeMatching(store: Store, target: Target, single: boolean): RemoveResult {
  const query = queryOf(target);
  const collection = store.catalogue.get(target.namespace);
  if (collection === undefined) return { removed: 0 };
  const { records, error } = single ? first(collection, query) : all(collection, query);
  for (const record of records) collection.remove(record, (collection.read(record) as Stored).document);
  return { removed: records.length, ...(error && { error }) };
}

export function removeFirst(store: Store, target: Target): Match | undefined {
  const collection = store.catalogue.get(target.namespace);
  if (collection === undefined) return undefined;
  for (const match of search(collection, { ...queryOf(target), limit: 1 })) {
    collection.remove(match.record, match.stored.document);
    return match;
  }
  return undefined;
}

export function checkId(id: unknown): void {
  if (Array.isArray(id)) throw new CommandError(53, "The '_id' value cannot be of type array");
  if (isDocument(id) && Object.keys(id).some((name) => name.startsWith('$'))) {
    throw new CommandError(52, "_id fields may not contain '$'-prefixed fields");
  }
}
