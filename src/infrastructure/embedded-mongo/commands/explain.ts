import { isDocument, type Document } from '../bson/values.js';
import { badValue, CommandError } from '../errors.js';
import { splitHead } from '../aggregation/pipeline.js';
import { checkPipeline } from '../aggregation/stages.js';
import { choosePlan } from '../planner/planner.js';
import { needsSort, newWork, search, type Query } from '../planner/execute.js';
import { describePlan } from '../planner/describe.js';
import { parseFilter } from '../query/filter.js';
import type { Collection } from '../storage/collection.js';
import { documentOption, filterOption, letVariables, namespaceOf, type CommandContext } from './context.js';
import { findQuery, hintOf } from './read.js';
import { SERVER_VERSION } from './server.js';

/** How a command would be run: the plan, and unless only that is asked, what running it examines. Writes nothing. */
export function explain(context: CommandContext): Document {
  const explained = context.command['explain'];
  if (!isDocument(explained)) throw badValue('explain needs a command');
  const name = Object.keys(explained)[0] as string;
  const inner = { ...context, name, command: explained };
  const namespace = namespaceOf(inner);
  const collection = context.store.catalogue.get(namespace);
  const query = explainedQuery(inner);
  const verbosity = context.command['verbosity'] ?? 'allPlansExecution';
  const result = explainQuery(
    namespace,
    collection,
    query,
    documentOption(explained, 'projection'),
    verbosity !== 'queryPlanner',
  );
  return {
    explainVersion: '1',
    ...result,
    command: explained,
    serverInfo: { host: 'localhost', port: 0, version: SERVER_VERSION, gitVersion: 'embedded' },
    ok: 1,
  };
}

function explainedQuery({ name, command }: CommandContext): Query {
  switch (name) {
    case 'find':
      return findQuery(command);
    case 'count':
    case 'distinct':
    case 'findAndModify':
      return {
        filter: parseFilter(filterOption(command, 'query'), letVariables(command)),
        sort: documentOption(command, 'sort'),
        hint: hintOf(command),
        limit: name === 'findAndModify' ? 1 : 0,
      };
    case 'aggregate':
      return splitHead(checkPipeline(command['pipeline']), letVariables(command), hintOf(command)).query;
    case 'update':
    case 'delete': {
      const list = command[name === 'update' ? 'updates' : 'deletes'];
      const statement = Array.isArray(list) && isDocument(list[0]) ? list[0] : {};
      return { filter: parseFilter(filterOption(statement, 'q'), letVariables(command)), hint: hintOf(statement) };
    }
    default:
      throw new CommandError(59, `Explain failed due to unknown command: ${name}`);
  }
}

function explainQuery(
  namespace: string,
  collection: Collection | undefined,
  query: Query,
  projection: Document | undefined,
  execute: boolean,
): Document {
  if (collection === undefined) {
    const winningPlan = { stage: 'EOF' };
    const executionStats = {
      executionSuccess: true,
      nReturned: 0,
      executionTimeMillis: 0,
      totalKeysExamined: 0,
      totalDocsExamined: 0,
    };
    return { queryPlanner: { namespace, winningPlan, rejectedPlans: [] }, ...(execute ? { executionStats } : {}) };
  }
  const plan = choosePlan(collection, query);
  const shape = { ...query, sort: needsSort(query.sort, plan) ? query.sort : undefined, projection };
  const queryPlanner = { namespace, parsedQuery: {}, winningPlan: describePlan(plan, shape), rejectedPlans: [] };
  if (!execute) return { queryPlanner };
  const work = newWork();
  const started = performance.now();
  let nReturned = 0;
  for (const _ of search(collection, query, work, plan)) nReturned++;
  const counted = { totalKeysExamined: work.keysExamined, totalDocsExamined: work.documentsExamined };
  const executionTimeMillis = Math.round(performance.now() - started);
  const executionStages = {
    ...describePlan(plan, shape),
    nReturned,
    docsExamined: work.documentsExamined,
    keysExamined: work.keysExamined,
  };
  return {
    queryPlanner,
    executionStats: { executionSuccess: true, nReturned, executionTimeMillis, ...counted, executionStages },
  };
}
