import { isDocument, type Document } from '../bson/values.js';
import type { Variables } from '../expressions/scope.js';
import { type Flow, PAUSE, type Pause, type Slices } from '../flow.js';
import { searchFlow, type Query } from '../planner/execute.js';
import { parseFilter } from '../query/filter.js';
import type { Collection } from '../storage/collection.js';
import type { PipelineContext } from './pipeline-context.js';
import { runStages } from './stages.js';

export interface PipelineSource {
  collection: Collection | undefined;
  hint?: unknown;
}

export interface PipelineHead {
  query: Query;
  rest: readonly Document[];
}

/** The leading stages a plain query can do, so that indexes serve them, and what remains. */
export function splitHead(pipeline: readonly Document[], variables: Variables, hint?: unknown): PipelineHead {
  const rest = [...pipeline];
  const filters: Document[] = [];
  while (rest[0]?.['$match'] !== undefined && isDocument(rest[0]['$match']))
    filters.push((rest.shift() as Document)['$match'] as Document);
  const filter = filters.length < 2 ? (filters[0] ?? {}) : { $and: filters };
  const query: Query = { filter: parseFilter(filter, variables), hint };
  if (isDocument(rest[0]?.['$sort'])) query.sort = rest.shift()?.['$sort'] as Document;
  const next = rest[0]?.['$limit'];
  if (typeof next === 'number' && Number.isInteger(next) && next > 0) {
    query.limit = next;
    rest.shift();
  }
  return { query, rest };
}

export function runPipeline(
  source: PipelineSource,
  pipeline: readonly Document[],
  context: PipelineContext,
): Flow<Document> {
  const [first] = pipeline;
  if (first?.['$documents'] !== undefined)
    return runStages(first['$documents'] as Document[], pipeline.slice(1), context);
  const { query, rest } = splitHead(pipeline, context.variables, source.hint);
  return runStages(
    source.collection === undefined ? [] : documents(source.collection, query, context.slices),
    rest,
    context,
  );
}

function* documents(collection: Collection, query: Query, slices: Slices | undefined): Generator<Document | Pause> {
  for (const match of searchFlow(collection, query, { slices })) yield match === PAUSE ? PAUSE : match.stored.document;
}
