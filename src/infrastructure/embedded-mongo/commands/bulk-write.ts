import { Long } from 'bson';
import { isDocument, type Document } from '../bson/values.js';
import { badValue, CommandError } from '../errors.js';
import { isTruthy } from '../query/predicates.js';
import { letVariables, listOption, refuseCollation, type CommandContext } from './context.js';
import { once } from './retries.js';
import { removeMatching, updateMatching, type Target } from './write-one.js';
import { withId } from './write.js';

interface Totals {
  nErrors: number;
  nInserted: number;
  nMatched: number;
  nModified: number;
  nUpserted: number;
  nDeleted: number;
}

/** The `bulkWrite` command of MongoDB 8: inserts, updates and deletes over several collections in one list. */
export async function bulkWrite(context: CommandContext): Promise<Document> {
  const { command, cursors } = context;
  const operations = listOption(command, 'ops');
  const namespaces = listOption(command, 'nsInfo').map((info) => String(info['ns']));
  if (operations.length === 0) throw badValue('Write batch sizes must be between 1 and 100000. Got 0 operations.');
  const ordered = command['ordered'] !== false;
  const onlyErrors = isTruthy(command['errorsOnly']);
  const { results, totals } = (await once(context, () => {
    const counted: Totals = { nErrors: 0, nInserted: 0, nMatched: 0, nModified: 0, nUpserted: 0, nDeleted: 0 };
    const outcomes: Document[] = [];
    for (const [idx, operation] of operations.entries()) {
      try {
        const outcome = apply(context, namespaces, operation, counted);
        if (!onlyErrors) outcomes.push({ ok: 1, idx, ...outcome });
      } catch (error) {
        if (!(error instanceof CommandError)) throw error;
        counted.nErrors++;
        outcomes.push({ ok: 0, idx, code: error.code, errmsg: error.message, ...error.details, n: 0 });
        if (ordered) break;
      }
    }
    return { results: outcomes, totals: counted };
  })) as { results: Document[]; totals: Totals };
  const { cursor } = cursors.listed('admin.$cmd.bulkWrite', results);
  return { cursor: cursor ?? { id: Long.ZERO, firstBatch: [] }, ...totals, ok: 1 };
}

function apply(context: CommandContext, namespaces: readonly string[], operation: Document, totals: Totals): Document {
  const { store, command } = context;
  refuseCollation(operation);
  if ('insert' in operation) {
    const document = operation['document'];
    if (!isDocument(document)) throw badValue('bulkWrite insert needs a document');
    store.catalogue.ensure(namespaceAt(namespaces, operation['insert'])).insert({ document: withId(document) });
    totals.nInserted++;
    return { n: 1 };
  }
  const kind = 'update' in operation ? 'update' : 'delete';
  const target: Target = {
    namespace: namespaceAt(namespaces, operation[kind]),
    filter: isDocument(operation['filter']) ? operation['filter'] : {},
    hint: operation['hint'],
    sort: operation['sort'],
    variables: letVariables(command),
  };
  const multi = isTruthy(operation['multi']);
  if (kind === 'delete') {
    const { removed, error } = removeMatching(store, target, !multi);
    totals.nDeleted += removed;
    if (error !== undefined) throw error;
    return { n: removed };
  }
  const { updateMods: update, arrayFilters } = operation;
  const result = updateMatching(store, target, { update, arrayFilters, multi, upsert: isTruthy(operation['upsert']) });
  totals.nMatched += result.matched;
  totals.nModified += result.modified;
  if (result.error !== undefined) throw result.error;
  if (result.upsertedId === undefined) return { n: result.matched, nModified: result.modified };
  totals.nUpserted++;
  return { n: 1, nModified: 0, upserted: { _id: result.upsertedId } };
}

function namespaceAt(namespaces: readonly string[], position: unknown): string {
  const namespace = namespaces[Number(position)];
  if (namespace === undefined) throw badValue(`BulkWrite ops entry ${String(position)} has an invalid nsInfo index.`);
  return namespace;
}
