import { toNumber } from '../bson/numbers.js';
import { isDocument, type Document } from '../bson/values.js';
import { badValue, CommandError } from '../errors.js';
import type { Collection } from '../storage/collection.js';
import { sizesUnder } from '../storage/sizes.js';
import type { Store } from '../storage/store.js';
import { systemTime } from '../system-time.js';
import { collectionOf, namespaceOf, type CommandContext } from './context.js';

const nothing = { size: 0, avgObjSize: 0, storageSize: 0, totalIndexSize: 0, totalSize: 0 };

export async function collStats(context: CommandContext): Promise<Document> {
  const collection = collectionOf(context);
  const scale = scaleOf(context.command);
  const stats = collection === undefined ? missingStats(scale) : await storageStats(collection, scale);
  return { ns: namespaceOf(context), ...stats, ok: 1 };
}

export async function dbStats(context: CommandContext): Promise<Document> {
  const { store, database, command } = context;
  const scale = scaleOf(command);
  const all = [...store.catalogue.all()].filter(({ namespace }) => namespace.startsWith(`${database}.`));
  const total = { objects: 0, indexes: 0, dataSize: 0, storageSize: 0, indexSize: 0 };
  for (const collection of all) {
    const stats = await storageStats(collection, 1);
    total.objects += collection.count;
    total.indexes += collection.indexes.length;
    total.dataSize += stats.size;
    total.storageSize += stats.storageSize;
    total.indexSize += stats.totalIndexSize;
  }
  const { used, size } = store.environment.space();
  return {
    db: database,
    collections: all.length,
    views: 0,
    objects: total.objects,
    avgObjSize: total.objects === 0 ? 0 : total.dataSize / total.objects,
    dataSize: total.dataSize / scale,
    storageSize: total.storageSize / scale,
    indexes: total.indexes,
    indexSize: total.indexSize / scale,
    totalSize: (total.storageSize + total.indexSize) / scale,
    scaleFactor: scale,
    fsUsedSize: used / scale,
    fsTotalSize: size / scale,
    ok: 1,
  };
}

/** What an aggregation that begins with `$collStats` begins with. */
export async function collStatsDocument(store: Store, namespace: string, spec: unknown): Promise<Document> {
  if (!isDocument(spec)) throw new CommandError(5447000, '$collStats must take a nested object');
  const collection = store.catalogue.get(namespace);
  if (collection === undefined) throw new CommandError(26, `Collection [${namespace}] not found.`);
  const document: Document = { ns: namespace, host: 'localhost', localTime: new Date(systemTime()) };
  if (spec['count'] !== undefined) document['count'] = collection.count;
  if (isDocument(spec['storageStats']))
    document['storageStats'] = await storageStats(collection, scaleOf(spec['storageStats']));
  return document;
}

async function storageStats(collection: Collection, scale: number) {
  const { documents, entries } = collection.store.environment;
  const own = await sizesUnder(documents, collection.spec.id);
  const indexSizes: Record<string, number> = {};
  let totalIndexSize = 0;
  for (const { id, spec } of [...collection.indexes]) {
    const { storage } = await sizesUnder(entries, id);
    indexSizes[spec.name] = Math.floor(storage / scale);
    totalIndexSize += storage;
  }
  return {
    size: Math.floor(own.bytes / scale),
    count: own.count,
    avgObjSize: own.count === 0 ? 0 : Math.round(own.bytes / own.count),
    numOrphanDocs: 0,
    storageSize: Math.floor(own.storage / scale),
    freeStorageSize: 0,
    capped: false,
    nindexes: collection.indexes.length,
    indexBuilds: [],
    totalIndexSize: Math.floor(totalIndexSize / scale),
    totalSize: Math.floor((own.storage + totalIndexSize) / scale),
    indexSizes,
    scaleFactor: scale,
  };
}

function missingStats(scale: number): Document {
  return { ...nothing, count: 0, capped: false, nindexes: 0, indexSizes: {}, scaleFactor: scale };
}

function scaleOf(options: Document): number {
  const scale = options['scale'] === undefined ? 1 : Math.floor(toNumber(options['scale']));
  if (!(scale >= 1)) throw badValue("BSON field 'scale' value must be >= 1");
  return scale;
}
