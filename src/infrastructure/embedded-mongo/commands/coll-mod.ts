import { isDocument, type Document } from '../bson/values.js';
import { badValue, CommandError } from '../errors.js';
import { isSameKey } from '../planner/planner.js';
import { isTruthy } from '../query/predicates.js';
import type { Collection } from '../storage/collection.js';
import type { Index } from '../storage/index.js';
import { documentOption, namespaceOf, type CommandContext } from './context.js';
import { expiry } from './indexes.js';

const unsupported = ['validator', 'validationLevel', 'validationAction', 'viewOn', 'cappedSize', 'cappedMax'];

/** Hides an index, shows it again, or changes when its documents expire. */
export function collMod(context: CommandContext): Promise<Document> {
  const namespace = namespaceOf(context);
  const { command, store } = context;
  for (const option of unsupported) {
    if (command[option] !== undefined)
      throw new CommandError(238, `The collMod option ${option} is not supported by this store`);
  }
  const wanted = documentOption(command, 'index');
  return store.write(() => {
    const collection = store.catalogue.get(namespace);
    if (collection === undefined) throw new CommandError(26, `ns does not exist: ${namespace}`);
    if (wanted === undefined) return { ok: 1 };
    const changes = changeIndex(findIndex(collection, wanted), wanted);
    store.catalogue.save(collection.spec);
    return { ...changes, ok: 1 };
  });
}

function findIndex({ indexes, namespace }: Collection, { name, keyPattern }: Document): Index {
  if ((typeof name === 'string') === isDocument(keyPattern))
    throw new CommandError(72, 'must specify exactly one of name and keyPattern');
  const found = indexes.filter(({ spec }) =>
    typeof name === 'string' ? spec.name === name : isSameKey(spec.key, keyPattern),
  );
  if (found.length > 1)
    throw new CommandError(181, `index keyPattern matches ${found.length} indexes, must use index name`);
  const [index] = found;
  if (index === undefined)
    throw new CommandError(
      27,
      `cannot find index ${typeof name === 'string' ? name : JSON.stringify(keyPattern)} for ns ${namespace}`,
    );
  return index;
}

function changeIndex({ spec }: Index, { hidden, expireAfterSeconds }: Document): Document {
  if (hidden === undefined && expireAfterSeconds === undefined)
    throw new CommandError(72, 'no expireAfterSeconds, hidden, unique, or prepareUnique field');
  const changes: Document = {};
  if (expireAfterSeconds !== undefined) {
    const seconds = expiry(expireAfterSeconds, spec.key);
    if (spec.expireAfterSeconds !== undefined) changes['expireAfterSeconds_old'] = spec.expireAfterSeconds;
    spec.expireAfterSeconds = seconds;
    changes['expireAfterSeconds_new'] = seconds;
  }
  if (hidden !== undefined) {
    if (spec.name === '_id_') throw badValue('cannot hide _id index');
    changes['hidden_old'] = spec.hidden === true;
    spec.hidden = isTruthy(hidden);
    changes['hidden_new'] = spec.hidden;
  }
  return changes;
}
