import type { Long } from 'bson';
import { isDocument, RawDocument, type Document } from '../bson/values.js';
import { toNumber } from '../bson/numbers.js';
import { badValue, CommandError } from '../errors.js';
import { groupKey } from '../aggregation/group.js';
import type { PipelineContext } from '../aggregation/pipeline-context.js';
import { runPipeline } from '../aggregation/pipeline.js';
import { checkPipeline } from '../aggregation/stages.js';
import { type Flow, forEach, PAUSE, type Pause, Slices } from '../flow.js';
import { type Match, type Query, searchFlow } from '../planner/execute.js';
import { type FilterNode, parseFilter } from '../query/filter.js';
import { valuesAt } from '../query/paths.js';
import { compileProjection, type Projection } from '../query/projection.js';
import type { Store } from '../storage/store.js';
import { matchedPosition } from '../update/position.js';
import { documentStage } from '../aggregation/document-stages.js';
import { collStatsDocument } from './stats.js';
import {
  collectionOf,
  documentOption,
  filterOption,
  letVariables,
  listOption,
  namespaceOf,
  refuseCollation,
  type CommandContext,
} from './context.js';

export function find(context: CommandContext): Document | Promise<Document> {
  const { command, cursors } = context;
  refuseCollation(command);
  for (const option of ['min', 'max', 'returnKey', 'showRecordId']) {
    if (command[option] !== undefined && command[option] !== false)
      throw new CommandError(238, `The find option ${option} is not supported by this store`);
  }
  const query = findQuery(command);
  const collection = collectionOf(context);
  if (collection !== undefined && command['tailable'] === true)
    throw badValue('error processing query: tailable cursor requested on non capped collection');
  const project = projectionOf(command, query);
  const limit = toNumber(command['limit'] ?? 0);
  const batchSize = command['batchSize'] === undefined ? undefined : toNumber(command['batchSize']);
  const found = collection === undefined ? [] : searchFlow(collection, query, { slices: new Slices() });
  const single = command['singleBatch'] === true;
  const page = { batchSize: batchSize ?? (single && limit > 0 ? limit : undefined), single };
  return cursors.first(namespaceOf(context), results(found, project), page);
}

export function findQuery(command: Document): Query {
  const limit = toNumber(command['limit'] ?? 0);
  const skip = toNumber(command['skip'] ?? 0);
  if (limit < 0 || skip < 0)
    throw new CommandError(51024, `BSON field '${limit < 0 ? 'limit' : 'skip'}' value must be >= 0`);
  return {
    filter: parseFilter(filterOption(command, 'filter'), letVariables(command)),
    sort: documentOption(command, 'sort'),
    hint: hintOf(command),
    skip,
    limit,
  };
}

export function hintOf(options: Document): unknown {
  const hint = options['hint'];
  if (hint === undefined || hint === null || (isDocument(hint) && Object.keys(hint).length === 0)) return undefined;
  if (typeof hint === 'string' || isDocument(hint)) return hint;
  throw new CommandError(9, 'Hint must be a string or an object');
}

type Project = (match: Match) => Document | RawDocument;

function projectionOf(command: Document, query: Query): Project {
  const spec = documentOption(command, 'projection');
  if (spec === undefined || Object.keys(spec).length === 0) {
    return ({ stored }) => (stored.bytes === undefined ? stored.document : new RawDocument(stored.bytes));
  }
  return positionedProjection(compileProjection(spec, letVariables(command)), spec, () => query.filter);
}

/** `filterOf` is asked only when the projection has a positional path. */
export function positionedProjection(projection: Projection, spec: Document, filterOf: () => FilterNode): Project {
  const positional = Object.keys(spec)
    .find((path) => path.endsWith('.$'))
    ?.slice(0, -2);
  if (positional === undefined) return ({ stored }) => projection(stored.document);
  const filter = filterOf();
  return ({ stored }) => projection(stored.document, matchedPosition(filter, stored.document, positional));
}

function* results(found: Flow<Match>, project: Project): Generator<Document | RawDocument | Pause> {
  for (const match of found) yield match === PAUSE ? PAUSE : project(match);
}

export function getMore(context: CommandContext): Document | Promise<Document> {
  const { command, cursors } = context;
  const batchSize = command['batchSize'] === undefined ? undefined : toNumber(command['batchSize']);
  return cursors.more(
    command['getMore'] as Long,
    namespaceOf(context, 'collection'),
    batchSize === 0 ? undefined : batchSize,
  );
}

export function killCursors({ command, cursors }: CommandContext): Document {
  const ids = Array.isArray(command['cursors']) ? (command['cursors'] as Long[]) : [];
  const cursorsKilled = ids.filter((id) => cursors.kill(id));
  const cursorsNotFound = ids.filter((id) => !cursorsKilled.includes(id));
  return { cursorsKilled, cursorsNotFound, cursorsAlive: [], cursorsUnknown: [], ok: 1 };
}

export async function count(context: CommandContext): Promise<Document> {
  const { command } = context;
  refuseCollation(command);
  const collection = collectionOf(context);
  if (collection === undefined) return { n: 0, ok: 1 };
  const filter = filterOption(command, 'query');
  const skip = toNumber(command['skip'] ?? 0);
  const limit = Math.abs(toNumber(command['limit'] ?? 0));
  if (Object.keys(filter).length === 0) {
    const left = Math.max(0, collection.count - skip);
    return { n: limit === 0 ? left : Math.min(left, limit), ok: 1 };
  }
  let n = 0;
  const query = { filter: parseFilter(filter), hint: hintOf(command), skip, limit };
  await forEach(searchFlow(collection, query, { slices: new Slices() }), () => n++);
  return { n, ok: 1 };
}

export async function distinct(context: CommandContext): Promise<Document> {
  const { command } = context;
  refuseCollation(command);
  const collection = collectionOf(context);
  const path = command['key'];
  if (typeof path !== 'string') throw badValue("'key' must be a string");
  const values = new Map<string, unknown>();
  const query = { filter: parseFilter(filterOption(command, 'query')), hint: hintOf(command) };
  const found = collection === undefined ? [] : searchFlow(collection, query, { slices: new Slices() });
  await forEach(found, ({ stored }) => {
    for (const value of valuesAt(stored.document, path.split('.'))) values.set(groupKey(value), value);
  });
  return { values: [...values.values()], ok: 1 };
}

export function aggregate(context: CommandContext): Document | Promise<Document> {
  const { command, cursors, database, store } = context;
  refuseCollation(command);
  const pipeline = checkPipeline(listOption(command, 'pipeline'));
  const wholeDatabase = command['aggregate'] === 1;
  if (
    wholeDatabase &&
    !['$documents', '$listLocalSessions', '$changeStream', '$currentOp'].includes(
      Object.keys(pipeline[0] ?? {})[0] ?? '',
    )
  ) {
    throw new CommandError(
      73,
      `{aggregate: 1} is not valid for '${Object.keys(pipeline[0] ?? {})[0] ?? 'an empty pipeline'}'; a collection is required.`,
    );
  }
  const namespace = wholeDatabase ? `${database}.$cmd.aggregate` : namespaceOf(context);
  const settings = documentOption(command, 'cursor') ?? {};
  const batchSize = settings['batchSize'] === undefined ? undefined : toNumber(settings['batchSize']);
  const source = { collection: store.catalogue.get(namespace), hint: hintOf(command) };
  const answer = (stages: readonly Document[]) =>
    cursors.first(namespace, runPipeline(source, stages, pipelineContext(store, database, command)), { batchSize });
  const [first, ...rest] = pipeline;
  if (first?.['$collStats'] === undefined) return answer(literalDocuments(context, pipeline));
  const stats = collStatsDocument(store, namespace, first['$collStats']);
  return stats.then((document) => answer([{ $documents: [document] }, ...rest]));
}

export function pipelineContext(store: Store, database: string, command: Document): PipelineContext {
  return {
    variables: letVariables(command),
    slices: new Slices(),
    from: (name, pipeline, inner) =>
      runPipeline({ collection: store.catalogue.get(`${database}.${name}`) }, checkPipeline(pipeline), inner),
  };
}

/** What begins with documents of its own: the sessions, or an expression that has no document to refer to. */
function literalDocuments({ sessions }: CommandContext, pipeline: readonly Document[]): readonly Document[] {
  const [first, ...rest] = pipeline;
  if (first?.['$listLocalSessions'] !== undefined) return [{ $documents: sessions.list() }, ...rest];
  if (first?.['$documents'] === undefined) return pipeline;
  const stage = documentStage('$replaceWith', { documents: first['$documents'] });
  return [{ $documents: stage?.({})['documents'] }, ...rest];
}
