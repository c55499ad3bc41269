import { ObjectId } from 'bson';
import { toNumber } from '../bson/numbers.js';
import { field, isDocument, setField, type Document } from '../bson/values.js';
import { CommandError, failedToParse } from '../errors.js';
import { isTruthy } from '../query/predicates.js';
import { letVariables, listOption, namespaceOf, refuseCollation, type CommandContext } from './context.js';
import { once } from './retries.js';
import { checkId, removeMatching, updateMatching, type Target } from './write-one.js';

/** Runs each statement of a write command in one job; an error is reported by index and, when ordered, ends it. */
function statements(
  context: CommandContext,
  list: readonly Document[],
  run: (item: Document, index: number) => void,
): Document[] {
  const ordered = context.command['ordered'] !== false;
  const errors: Document[] = [];
  for (const [index, item] of list.entries()) {
    try {
      run(item, index);
    } catch (error) {
      if (!(error instanceof CommandError)) throw error;
      errors.push(error.toWriteError(index));
      if (ordered) break;
    }
  }
  return errors;
}

function reply(counts: Document, errors: readonly Document[]): Document {
  return { ...counts, ...(errors.length > 0 ? { writeErrors: errors } : {}), ok: 1 };
}

function checkBatch(list: readonly Document[], name: string): void {
  if (list.length === 0)
    throw new CommandError(16, `Write batch sizes must be between 1 and 100000. Got 0 operations in ${name}.`);
}

export function insert(context: CommandContext): Promise<Document> {
  const namespace = namespaceOf(context);
  const documents = listOption(context.command, 'documents');
  checkBatch(documents, 'documents');
  return once(context, () => {
    const collection = context.store.catalogue.ensure(namespace);
    let n = 0;
    const errors = statements(context, documents, (document) => {
      collection.insert({ document: withId(document) });
      n++;
    });
    return reply({ n }, errors);
  });
}

/** Stored documents begin with their _id. */
export function withId(document: Document): Document {
  const names = Object.keys(document);
  const id = field(document, '_id');
  checkId(id);
  if (names[0] === '_id') return document;
  const result: Document = { _id: id === undefined ? new ObjectId() : id };
  for (const name of names) if (name !== '_id') setField(result, name, document[name]);
  return result;
}

export function update(context: CommandContext): Promise<Document> {
  const namespace = namespaceOf(context);
  const list = listOption(context.command, 'updates');
  checkBatch(list, 'updates');
  const variables = letVariables(context.command);
  return once(context, () => {
    let n = 0;
    let nModified = 0;
    const upserted: Document[] = [];
    const errors = statements(context, list, (statement, index) => {
      refuseCollation(statement);
      if (!isDocument(statement['q']))
        throw failedToParse("BSON field 'update.updates.q' is missing but a required field");
      const result = updateMatching(context.store, targetOf(namespace, statement, variables), {
        update: statement['u'],
        arrayFilters: statement['arrayFilters'],
        multi: isTruthy(statement['multi']),
        upsert: isTruthy(statement['upsert']),
      });
      n += result.matched;
      nModified += result.modified;
      if (result.upsertedId !== undefined) upserted.push({ index, _id: result.upsertedId });
      if (result.error !== undefined) throw result.error;
    });
    return reply({ n: n + upserted.length, ...(upserted.length > 0 ? { upserted } : {}), nModified }, errors);
  });
}

function targetOf(namespace: string, statement: Document, variables: Target['variables']): Target {
  return { namespace, filter: statement['q'] as Document, hint: statement['hint'], sort: statement['sort'], variables };
}

export function remove(context: CommandContext): Promise<Document> {
  const namespace = namespaceOf(context);
  const list = listOption(context.command, 'deletes');
  checkBatch(list, 'deletes');
  const variables = letVariables(context.command);
  return once(context, () => {
    let n = 0;
    const errors = statements(context, list, (statement) => {
      refuseCollation(statement);
      if (!isDocument(statement['q']))
        throw failedToParse("BSON field 'delete.deletes.q' is missing but a required field");
      const { removed, error } = removeMatching(
        context.store,
        targetOf(namespace, statement, variables),
        toNumber(statement['limit'] ?? 0) === 1,
      );
      n += removed;
      if (error !== undefined) throw error;
    });
    return reply({ n }, errors);
  });
}
