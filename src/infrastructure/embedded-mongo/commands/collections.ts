import { isDocument, type Document } from '../bson/values.js';
import { CommandError } from '../errors.js';
import { compileFilter } from '../query/filter.js';
import { isTruthy } from '../query/predicates.js';
import type { Collection } from '../storage/collection.js';
import { filterOption, namespaceOf, type CommandContext } from './context.js';
import { describeIndex } from './indexes.js';

const unsupported = [
  'capped',
  'timeseries',
  'viewOn',
  'validator',
  'clusteredIndex',
  'changeStreamPreAndPostImages',
  'encryptedFields',
];

function inDatabase({ store, database }: CommandContext): Collection[] {
  return [...store.catalogue.all()].filter(({ namespace }) => namespace.startsWith(`${database}.`));
}

function nameOf({ database }: CommandContext, collection: Collection): string {
  return collection.namespace.slice(database.length + 1);
}

export function create(context: CommandContext): Promise<Document> {
  const namespace = namespaceOf(context);
  const { command, store } = context;
  const refusal = refusalOf(command);
  return store.write(() => {
    const exists = store.catalogue.get(namespace) !== undefined;
    if (exists && refusal !== undefined)
      throw new CommandError(48, `namespace ${namespace} already exists, but with different options`);
    if (refusal !== undefined) throw refusal;
    if (!exists) store.catalogue.create(namespace, {});
    return { ok: 1 };
  });
}

/** Why a collection cannot be made with these options: all that can are alike. */
function refusalOf(command: Document): CommandError | undefined {
  for (const option of unsupported) {
    const value = command[option];
    const isOff = isDocument(value) && value['enabled'] === false;
    if (isTruthy(value) && !isOff)
      return new CommandError(238, `The collection option ${option} is not supported by this store`);
  }
  const { collation } = command;
  if (isDocument(collation) && collation['locale'] !== 'simple')
    return new CommandError(238, 'Collation is not supported by this store');
  if (command['expireAfterSeconds'] !== undefined)
    return new CommandError(
      72,
      "'expireAfterSeconds' is only supported on time-series collections or when the 'clusteredIndex' option is specified",
    );
  return undefined;
}

export function drop(context: CommandContext): Promise<Document> {
  const namespace = namespaceOf(context);
  const { catalogue } = context.store;
  return context.store.write(() => {
    const collection = catalogue.get(namespace);
    if (collection === undefined) return { ok: 1 };
    const nIndexesWas = collection.indexes.length;
    catalogue.drop(collection);
    return { nIndexesWas, ns: namespace, ok: 1 };
  });
}

export function dropDatabase(context: CommandContext): Promise<Document> {
  return context.store.write(() => {
    const collections = inDatabase(context);
    for (const collection of collections) context.store.catalogue.drop(collection);
    return collections.length === 0 ? { ok: 1 } : { dropped: context.database, ok: 1 };
  });
}

export function renameCollection({ command, store }: CommandContext): Promise<Document> {
  const from = String(command['renameCollection']);
  const to = String(command['to']);
  return store.write(() => {
    const { catalogue } = store;
    const source = catalogue.get(from);
    if (source === undefined) throw new CommandError(26, `Source collection ${from} does not exist`);
    const target = catalogue.get(to);
    if (target !== undefined && command['dropTarget'] !== true) throw new CommandError(48, 'target namespace exists');
    if (target !== undefined) catalogue.drop(target);
    catalogue.rename(source, to);
    return { ok: 1 };
  });
}

export function listCollections(context: CommandContext): Document {
  const matches = compileFilter(filterOption(context.command, 'filter'));
  const nameOnly = isTruthy(context.command['nameOnly']);
  const all = inDatabase(context).map((collection) => {
    const name = nameOf(context, collection);
    const idIndex = collection.indexes.find((index) => index.spec.name === '_id_');
    if (nameOnly) return { name, type: 'collection' };
    const details = { options: collection.spec.options, info: { readOnly: false } };
    return {
      name,
      type: 'collection',
      ...details,
      ...(idIndex === undefined ? {} : { idIndex: describeIndex(idIndex) }),
    };
  });
  const namespace = `${context.database}.$cmd.listCollections`;
  return context.cursors.listed(namespace, all.filter(matches));
}

export function listDatabases({ store, command }: CommandContext): Document {
  const names = new Set([...store.catalogue.all()].map(({ namespace }) => namespace.slice(0, namespace.indexOf('.'))));
  const matches = compileFilter(filterOption(command, 'filter'));
  const databases = [...names]
    .sort()
    .map((name) => (isTruthy(command['nameOnly']) ? { name } : { name, sizeOnDisk: 0, empty: false }))
    .filter(matches);
  return { databases, totalSize: 0, totalSizeMb: 0, ok: 1 };
}
