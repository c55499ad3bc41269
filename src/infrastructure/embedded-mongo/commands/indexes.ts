import { isNumeric, toNumber } from '../bson/numbers.js';
import { isDocument, type Document } from '../bson/values.js';
import { equalValues } from '../bson/compare.js';
import { CommandError, badValue } from '../errors.js';
import { isSameKey } from '../planner/planner.js';
import { isOperatorDocument, parseFilter } from '../query/filter.js';
import { isTruthy } from '../query/predicates.js';
import type { Collection } from '../storage/collection.js';
import type { Index, IndexSpec } from '../storage/index.js';
import { collectionOf, listOption, namespaceOf, refuseCollation, type CommandContext } from './context.js';

type Wanted = Omit<IndexSpec, 'id' | 'multikey' | 'truncated'>;

export function createIndexes(context: CommandContext): Promise<Document> {
  const namespace = namespaceOf(context);
  const wanted = listOption(context.command, 'indexes').map(parseIndex);
  if (wanted.length === 0) throw badValue('Must specify at least one index to create');
  const { catalogue } = context.store;
  return context.store.write(() => {
    const createdCollectionAutomatically = catalogue.get(namespace) === undefined;
    const collection = catalogue.ensure(namespace);
    const numIndexesBefore = collection.indexes.length;
    for (const spec of wanted) if (!alreadyThere(collection, spec)) catalogue.addIndex(collection, spec);
    const numIndexesAfter = collection.indexes.length;
    const note = numIndexesAfter === numIndexesBefore ? { note: 'all indexes already exist' } : {};
    return { numIndexesBefore, numIndexesAfter, createdCollectionAutomatically, ...note, ok: 1 };
  });
}

const known = [
  'key',
  'name',
  'ns',
  'v',
  'unique',
  'sparse',
  'hidden',
  'background',
  'storageEngine',
  'collation',
  'partialFilterExpression',
  'expireAfterSeconds',
];
const ofOtherKinds = [
  'weights',
  'default_language',
  'language_override',
  'textIndexVersion',
  '2dsphereIndexVersion',
  'bits',
  'min',
  'max',
  'wildcardProjection',
];

const reference = ['$ref', '$id', '$db'];

function parseIndex(spec: Document): Wanted {
  refuseCollation(spec);
  const bad = Object.keys(spec).find((name) => !known.includes(name) && !ofOtherKinds.includes(name));
  if (bad !== undefined) throw new CommandError(197, `The field '${bad}' is not valid for an index specification.`);
  const { key } = spec;
  if (!isDocument(key) || Object.keys(key).length === 0)
    throw new CommandError(67, 'Index keys cannot be an empty object');
  for (const [path, direction] of Object.entries(key)) {
    if (typeof direction === 'string')
      throw new CommandError(67, `Index type '${direction}' is not supported by this store`);
    if (!isNumeric(direction) || toNumber(direction) === 0)
      throw new CommandError(67, `Values in v:2 index key pattern must be numbers other than 0: ${path}`);
    if (path.split('.').some((part) => part === '' || (part.startsWith('$') && !reference.includes(part))))
      throw new CommandError(67, `Index keys cannot be empty or start with '$': ${path}`);
  }
  const other = ofOtherKinds.find((name) => spec[name] !== undefined);
  if (other !== undefined)
    throw new CommandError(67, `The index option '${other}' is for a kind of index this store does not have`);
  if (typeof spec['name'] !== 'string' || spec['name'] === '')
    throw new CommandError(9, "The 'name' field is a required property of an index specification");
  const wanted: Wanted = { name: spec['name'], key };
  if (isTruthy(spec['unique'])) wanted.unique = true;
  if (isTruthy(spec['sparse'])) wanted.sparse = true;
  if (isTruthy(spec['hidden'])) wanted.hidden = true;
  if (isDocument(spec['partialFilterExpression']))
    wanted.partialFilterExpression = partialFilter(spec['partialFilterExpression'], wanted);
  if (spec['expireAfterSeconds'] !== undefined) wanted.expireAfterSeconds = expiry(spec['expireAfterSeconds'], key);
  return wanted;
}

function partialFilter(expression: Document, { sparse }: Wanted): Document {
  if (sparse === true) throw new CommandError(67, 'cannot mix "partialFilterExpression" and "sparse" options');
  parseFilter(expression);
  checkPartial(expression);
  return expression;
}

const allowedInPartial = ['$eq', '$exists', '$gt', '$gte', '$lt', '$lte', '$type', '$in'];

/** MongoDB takes only what it can prove of a query; here too, so that an index made here can be made there. */
function checkPartial(expression: Document): void {
  for (const [name, operand] of Object.entries(expression)) {
    if (name === '$and' || name === '$or') {
      for (const branch of operand as Document[]) checkPartial(branch);
    } else {
      const operators = isOperatorDocument(operand) ? Object.entries(operand) : [];
      const bad = name.startsWith('$') ? name : operators.find(isNotForPartial)?.[0];
      if (bad !== undefined) throw new CommandError(67, `unsupported expression in partial index: ${bad}`);
    }
  }
}

function isNotForPartial([op, argument]: [string, unknown]): boolean {
  return !allowedInPartial.includes(op) || (op === '$exists' && !isTruthy(argument));
}

export function expiry(value: unknown, key: Document): number {
  const seconds = toNumber(value);
  if (!(seconds >= 0 && seconds <= 2147483647))
    throw new CommandError(67, 'TTL index expireAfterSeconds must be within 0 and 2147483647');
  if (Object.keys(key).length !== 1 || key['_id'] !== undefined)
    throw new CommandError(67, 'TTL indexes are single-field indexes, compound indexes do not support TTL');
  return seconds;
}

/** Indexes of one key may stand beside each other under names of their own when one of these differs. */
function alreadyThere(collection: Collection, wanted: Wanted): boolean {
  for (const { spec } of collection.indexes) {
    const sameKey = isSameKey(spec.key, wanted.key);
    if (spec.name === '_id_' && sameKey) return true;
    const isSame =
      sameKey && samePartial(spec, wanted) && spec.unique === wanted.unique && spec.sparse === wanted.sparse;
    if (spec.name === wanted.name) {
      if (isSame && spec.expireAfterSeconds === wanted.expireAfterSeconds) return true;
      throw isSame ? sameNameOtherOptions(wanted) : sameNameOtherIndex(wanted, spec);
    }
    if (isSame) throw new CommandError(85, `Index already exists with a different name: ${spec.name}`);
  }
  return false;
}

function sameNameOtherOptions({ name }: Wanted): CommandError {
  return new CommandError(
    85,
    `An equivalent index already exists with the same name but different options. Requested index: ${name}, existing index: ${name}`,
  );
}

function sameNameOtherIndex(wanted: Wanted, existing: Wanted): CommandError {
  const what = isSameKey(existing.key, wanted.key) ? 'options' : 'key';
  return new CommandError(
    86,
    `An existing index has the same name as the requested index. When index names are not specified, they are auto generated and can cause conflicts. Please refer to our documentation. Requested index: ${wanted.name}, existing index: ${existing.name} with a different ${what}`,
  );
}

function samePartial(a: Wanted, b: Wanted): boolean {
  return equalValues(a.partialFilterExpression ?? null, b.partialFilterExpression ?? null);
}

export function listIndexes(context: CommandContext): Document {
  const collection = collectionOf(context);
  const namespace = namespaceOf(context);
  if (collection === undefined) throw new CommandError(26, `ns does not exist: ${namespace}`);
  return context.cursors.listed(namespace, collection.indexes.map(describeIndex));
}

export function describeIndex({ spec }: Index): Document {
  const { name, key, unique, sparse, hidden, partialFilterExpression, expireAfterSeconds } = spec;
  return {
    v: 2,
    key,
    name,
    ...(unique === true ? { unique } : {}),
    ...(sparse === true ? { sparse } : {}),
    ...(hidden === true ? { hidden } : {}),
    ...(partialFilterExpression === undefined ? {} : { partialFilterExpression }),
    ...(expireAfterSeconds === undefined ? {} : { expireAfterSeconds }),
  };
}

export function dropIndexes(context: CommandContext): Promise<Document> {
  const namespace = namespaceOf(context);
  const { catalogue } = context.store;
  return context.store.write(() => {
    const collection = catalogue.get(namespace);
    if (collection === undefined) throw new CommandError(26, `ns not found ${namespace}`);
    const nIndexesWas = collection.indexes.length;
    for (const index of indexesToDrop(collection, context.command['index'])) catalogue.dropIndex(collection, index);
    return { nIndexesWas, ok: 1 };
  });
}

function indexesToDrop(collection: Collection, wanted: unknown): Index[] {
  if (wanted === '*') return collection.indexes.filter(({ spec }) => spec.name !== '_id_');
  const list = Array.isArray(wanted) ? wanted : [wanted];
  return list.map((one) => {
    const [found, another] = collection.indexes.filter(({ spec }) =>
      typeof one === 'string' ? spec.name === one : isSameKey(spec.key, one),
    );
    if (another !== undefined)
      throw new CommandError(181, `2 indexes found for key: ${JSON.stringify(one)}, identify by name instead.`);
    if (found === undefined)
      throw new CommandError(27, `index not found with name [${typeof one === 'string' ? one : JSON.stringify(one)}]`);
    if (found.spec.name === '_id_') throw new CommandError(72, 'cannot drop _id index');
    return found;
  });
}
