import type { Document } from '../bson/values.js';
import { failedToParse } from '../errors.js';
import { parseFilter } from '../query/filter.js';
import { compileProjection } from '../query/projection.js';
import { isTruthy } from '../query/predicates.js';
import {
  documentOption,
  filterOption,
  letVariables,
  namespaceOf,
  refuseCollation,
  type CommandContext,
} from './context.js';
import { positionedProjection } from './read.js';
import { once } from './retries.js';
import { removeFirst, updateMatching, type Target } from './write-one.js';

export function findAndModify(context: CommandContext): Promise<Document> {
  const { command, store } = context;
  refuseCollation(command);
  const removes = isTruthy(command['remove']);
  if (removes && command['update'] !== undefined) throw failedToParse('Cannot specify both an update and remove=true');
  if (removes && isTruthy(command['new']))
    throw failedToParse("Cannot specify both new=true and remove=true; 'remove' always returns the deleted document");
  if (!removes && command['update'] === undefined)
    throw failedToParse('Either an update or remove=true must be specified');
  const target: Target = {
    namespace: namespaceOf(context),
    filter: filterOption(command, 'query'),
    sort: documentOption(command, 'sort'),
    hint: command['hint'],
    variables: letVariables(command),
  };
  const shown = shownBy(command, target);
  return once(context, () => {
    if (removes) {
      const match = removeFirst(store, target);
      return { lastErrorObject: { n: match === undefined ? 0 : 1 }, value: shown(match?.stored.document), ok: 1 };
    }
    return updateOne(context, target, shown);
  });
}

function updateOne(
  { command, store }: CommandContext,
  target: Target,
  shown: (document: Document | undefined) => unknown,
): Document {
  const result = updateMatching(store, target, {
    update: command['update'],
    arrayFilters: command['arrayFilters'],
    multi: false,
    upsert: isTruthy(command['upsert']),
  });
  const { upsertedId, matched } = result;
  const lastErrorObject = {
    n: upsertedId === undefined ? matched : 1,
    updatedExisting: matched > 0,
    ...(upsertedId === undefined ? {} : { upserted: upsertedId }),
  };
  return { lastErrorObject, value: shown(isTruthy(command['new']) ? result.after : result.before), ok: 1 };
}

function shownBy(command: Document, { filter, variables }: Target): (document: Document | undefined) => unknown {
  const spec = documentOption(command, 'fields');
  if (spec === undefined || Object.keys(spec).length === 0) return (document) => document ?? null;
  const project = positionedProjection(compileProjection(spec, variables), spec, () => parseFilter(filter, variables));
  return (document) => (document === undefined ? null : project({ record: 0, stored: { document } }));
}
