import type { AnyClientBulkWriteModel, Collection, Db, Document, MongoClient } from 'mongodb';
import type { Entities } from './entities.js';
import type { Operation } from './suite.js';

type Run<Target> = (target: Target, args: Document) => Promise<unknown>;

const onClient: Record<string, Run<MongoClient>> = {
  clientBulkWrite: (client, { models, ...options }) => {
    const list = (models as Record<string, Document>[]).map((model) => {
      const [[name, fields]] = Object.entries(model) as [[string, Document]];
      return { name, ...fields } as AnyClientBulkWriteModel<Document>;
    });
    return client.bulkWrite(list, options);
  },
};

const onDatabase: Record<string, Run<Db>> = {
  aggregate: (db, { pipeline, ...options }) => db.aggregate(pipeline, options).toArray(),
  createCollection: (db, { collection, ...options }) => db.createCollection(collection, options),
  dropCollection: (db, { collection }) => db.dropCollection(collection),
  modifyCollection: (db, { collection, ...options }) => db.command({ collMod: collection, ...options }),
  runCommand: (db, { command }) => db.command(command),
};

const onCollection: Record<string, Run<Collection>> = {
  aggregate: (target, { pipeline, ...options }) => target.aggregate(pipeline, options).toArray(),
  bulkWrite: (target, { requests, ...options }) => target.bulkWrite(requests, options),
  count: (target, { filter, ...options }) => target.count(filter, options),
  countDocuments: (target, { filter, ...options }) => target.countDocuments(filter, options),
  createIndex: (target, { keys, ...options }) => target.createIndex(keys, options),
  deleteMany: (target, { filter, ...options }) => target.deleteMany(filter, options),
  deleteOne: (target, { filter, ...options }) => target.deleteOne(filter, options),
  distinct: (target, { fieldName, filter, ...options }) => target.distinct(fieldName, filter, options),
  estimatedDocumentCount: (target, options) => target.estimatedDocumentCount(options),
  find: (target, { filter, ...options }) => target.find(filter, options).toArray(),
  findOne: (target, { filter, ...options }) => target.findOne(filter, options),
  findOneAndDelete: (target, { filter, ...options }) => target.findOneAndDelete(filter, options),
  findOneAndReplace: (target, { filter, replacement, ...options }) =>
    target.findOneAndReplace(filter, replacement, whichDocument(options)),
  findOneAndUpdate: (target, { filter, update, ...options }) =>
    target.findOneAndUpdate(filter, update, whichDocument(options)),
  insertMany: (target, { documents, ...options }) => target.insertMany(documents, options),
  insertOne: (target, { document, ...options }) => target.insertOne(document, options),
  replaceOne: (target, { filter, replacement, ...options }) => target.replaceOne(filter, replacement, options),
  updateMany: (target, { filter, update, ...options }) => target.updateMany(filter, update, options),
  updateOne: (target, { filter, update, ...options }) => target.updateOne(filter, update, options),
};

/** Calls the driver as the operation says; arguments the tests share must not be changed by it. */
export async function perform(entities: Entities, { object, name, arguments: args = {} }: Operation): Promise<unknown> {
  if (object === 'testRunner') return onRunner(entities, name, args);
  const target = entities.get(object);
  const own = structure(args) as Document;
  const table = 'collectionName' in target ? onCollection : 'databaseName' in target ? onDatabase : onClient;
  const run = table[name] as Run<typeof target> | undefined;
  if (run === undefined) throw new Error(`The runner has no ${name} on ${object}`);
  return plain(await run(target, own));
}

async function onRunner(entities: Entities, name: string, args: Document): Promise<unknown> {
  if (name !== 'failPoint') throw new Error(`The runner has no ${name}`);
  const client = entities.get(String(args['client'])) as MongoClient;
  return client.db('admin').command(args['failPoint'] as Document);
}

function whichDocument({ returnDocument, ...options }: Document): Document {
  if (returnDocument === undefined) return options;
  return { ...options, returnDocument: String(returnDocument).toLowerCase() };
}

/** A copy of plain objects and arrays; BSON values are shared. */
function structure(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(structure);
  if (typeof value !== 'object' || value === null || Object.getPrototypeOf(value) !== Object.prototype) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, structure(inner)]));
}

/** Results as plain documents: the driver answers with maps and with classes. */
export function plain(value: unknown): unknown {
  if (value instanceof Map) return plain(Object.fromEntries(value));
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== 'object' || value === null || value instanceof Date || '_bsontype' in value) return value;
  const fields = [...Object.entries(value), ...getters(value).map((name) => [name, (value as Document)[name]])];
  return Object.fromEntries(fields.map(([key, inner]) => [key, plain(inner)]));
}

function getters(value: object): string[] {
  const prototype = Object.getPrototypeOf(value) as object | null;
  if (prototype === null || prototype === Object.prototype) return [];
  const found = Object.entries(Object.getOwnPropertyDescriptors(prototype));
  return found.filter(([name, { get }]) => get !== undefined && name !== '__proto__').map(([name]) => name);
}
