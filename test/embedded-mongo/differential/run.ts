import type { Collection, Document } from 'mongodb';
import { MongoServerError } from 'mongodb';
import type { Command, Sequence } from './domain.js';
import { judge, text, type Reply, type Verdict } from './judge.js';
import { Model } from './reference/model.js';
import type { Doc } from './reference/order.js';

const asStored = { promoteValues: false, promoteLongs: false, bsonRegExp: true, ignoreUndefined: false };
const byIndexOnly = [171];

/** Runs a sequence with indexes, without any, and on the model; throws at the first reply that differs. */
export async function runSequence(
  { documents, indexes, commands }: Sequence,
  indexed: Collection,
  bare: Collection,
): Promise<void> {
  const model = new Model();
  const inserts = documents.map((document): Command => ({ do: 'insert', document }));
  const created = indexes.map((index): Command => ({ do: 'createIndex', index }));
  const last: Command = { do: 'find', filter: {}, skip: 0, limit: 0 };
  for (const command of [...inserts, ...created, ...commands, last]) {
    if (command.do === 'createIndex' && isKnown(model, command)) continue;
    const idTaken = command.do === 'insert' && model.find({ _id: command.document['_id'] }).length > 0;
    const verdict = judge(model, command);
    if (verdict === undefined) continue;
    const refusedByIndex = verdict.codes.some((code) => (code === 11000 ? !idTaken : byIndexOnly.includes(code)));
    const isForIndexes = command.do === 'createIndex' || refusedByIndex;
    const [withThem, without] = await Promise.all([
      ask(indexed, command),
      isForIndexes ? undefined : ask(bare, command),
    ]);
    compare('with indexes', command, verdict, withThem);
    if (without !== undefined) compare('without indexes', command, verdict, without);
  }
}

function isKnown(model: Model, { index }: Command & { do: 'createIndex' }): boolean {
  return model.indexes.some(({ key }) => JSON.stringify(key) === JSON.stringify(index.key));
}

function compare(where: string, command: Command, verdict: Verdict, reply: Reply): void {
  // Whether a build meets two arrays or a duplicate first is nobody's promise.
  if (command.do === 'createIndex' && verdict.codes.length > 0 && reply.code !== undefined) return;
  const found = wrongIn(reply, verdict);
  if (found !== undefined) throw new Error(`${where}, ${text(command)}: ${found}`);
}

function wrongIn(reply: Reply, { codes, check }: Verdict): string | undefined {
  if (reply.code === undefined && check !== undefined) return check(reply);
  if (reply.code !== undefined && codes.includes(reply.code)) return undefined;
  return `code ${reply.code ?? 'none'} instead of ${codes.join(' or ') || 'none'}`;
}

async function ask(collection: Collection, command: Command): Promise<Reply> {
  try {
    return read(await collection.db.command(wire(collection.collectionName, command), asStored));
  } catch (error) {
    if (error instanceof MongoServerError) return { code: Number(error.code) };
    throw error;
  }
}

function wire(name: string, command: Command): Document {
  switch (command.do) {
    case 'insert':
      return { insert: name, documents: [command.document] };
    case 'createIndex':
      return { createIndexes: name, indexes: [{ ...command.index, name: JSON.stringify(command.index.key) }] };
    case 'find': {
      const { filter, sort, skip, limit } = command;
      return { find: name, filter, ...(sort === undefined ? {} : { sort }), skip, limit };
    }
    case 'project': {
      const projection = Object.fromEntries(command.fields.map((path) => [path, Number(command.keeps)]));
      return { find: name, filter: command.filter, projection };
    }
    case 'count':
      return { count: name, query: command.filter };
    case 'distinct':
      return { distinct: name, key: command.path, query: command.filter };
    case 'group': {
      const $group = { _id: `$${command.by}`, count: { $sum: 1 }, least: { $min: '$b' }, greatest: { $max: '$b' } };
      return { aggregate: name, pipeline: [{ $match: command.filter }, { $group }], cursor: {} };
    }
    case 'update':
      return { update: name, updates: [{ q: command.filter, u: command.update, multi: true, ...filtersOf(command) }] };
    case 'upsert':
      return { update: name, updates: [{ q: { _id: command.id }, u: command.update, upsert: true }] };
    case 'findAndModify': {
      const { filter, sort, update, after } = command;
      const change = update === undefined ? { remove: true } : { update, new: after, ...filtersOf(command) };
      return { findAndModify: name, query: filter, sort, ...change };
    }
    case 'delete':
      return { delete: name, deletes: [{ q: command.filter, limit: 0 }] };
  }
}

function filtersOf({ arrayFilters }: { arrayFilters?: Doc[] }): Document {
  return arrayFilters === undefined ? {} : { arrayFilters };
}

function read(reply: Document): Reply {
  const [failure] = (reply['writeErrors'] ?? []) as Document[];
  if (failure !== undefined) return { code: Number(failure['code']) };
  const cursor = reply['cursor'] as Document | undefined;
  const batch = (cursor?.['firstBatch'] ?? (reply['value'] ? [reply['value']] : [])) as Doc[];
  return {
    documents: batch,
    values: (reply['values'] ?? batch) as unknown[],
    n: Number(reply['n']),
    modified: Number(reply['nModified']),
  };
}
