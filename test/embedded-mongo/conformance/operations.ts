import type { AnyClientBulkWriteModel, Collection, Db, Document, MongoClient } from 'mongodb';
import type { Entities } from './entities.js';
import { plain } from './plain.js';
import type { Operation } from './suite.js';

type Run<Target> = (target: Target, args: Document) => Promise<unknown>;

const onClient: Record<string, Run<MongoClient>> = {
  clientBulkWrite: async (client, { models, ...options }) => {
    const list = (models as Record<string, Document>[]).map((model) => {
      const [[name, fields]] = Object.entries(model) as [[string, Document]];
      return { name, ...fields } as AnyClientBulkWriteModel<Document>;
    });
    return withoutDidUpsert(plain(await client.bulkWrite(list, options)) as Document);
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
  const own = plain(args) as Document;
  const run = operationsOn(target)[name] as Run<typeof target> | undefined;
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

function operationsOn(target: MongoClient | Db | Collection) {
  if ('collectionName' in target) return onCollection;
  return 'databaseName' in target ? onDatabase : onClient;
}

/** The specification lets a driver say `didUpsert` besides; its tests do not expect it. */
function withoutDidUpsert(result: Document): Document {
  const outcomes = (result['updateResults'] ?? {}) as Record<string, Document>;
  for (const outcome of Object.values(outcomes)) delete outcome['didUpsert'];
  return result;
}
