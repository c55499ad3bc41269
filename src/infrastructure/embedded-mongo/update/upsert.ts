import { ObjectId } from 'bson';
import { field, type Document } from '../bson/values.js';
import { CommandError } from '../errors.js';
import type { FilterNode } from '../query/filter.js';
import { changeAt } from './paths.js';
import type { Update } from './update.js';

const context = { position: undefined, isInsert: true };

/** The document an upsert inserts: what the filter pins by equality, then the update, then an _id if none is there. */
export function upsertedDocument(filter: FilterNode, update: Update): Document {
  const start = update.kind === 'replacement' ? idOnly(pinned(filter)) : pinned(filter);
  const built = update.apply(start, context);
  const id = field(built, '_id');
  if (id !== undefined) return Object.keys(built)[0] === '_id' ? built : { _id: id, ...built };
  return { _id: new ObjectId(), ...built };
}

function idOnly(document: Document): Document {
  return '_id' in document ? { _id: document['_id'] } : {};
}

function pinned(filter: FilterNode): Document {
  let document: Document = {};
  for (const [path, value] of equalities(filter)) {
    const target = { text: path, parts: path.split('.'), filters: new Map() };
    const set = {
      creates: true,
      apply: (own: unknown) => {
        if (own !== undefined)
          throw new CommandError(54, `cannot infer query fields to set, path '${path}' is matched twice`);
        return value;
      },
    };
    document = changeAt(document, target, 0, set, context) as Document;
  }
  return document;
}

function equalities(node: FilterNode): [string, unknown][] {
  if (node.kind === 'and') return (node.children ?? []).flatMap(equalities);
  if (node.kind === 'or' && node.children?.length === 1) return node.children.flatMap(equalities);
  if (node.kind !== 'compare' || node.path === undefined) return [];
  if (node.op === '$eq') return [[node.path, node.operand]];
  const list = node.op === '$in' ? (node.operand as unknown[]) : [];
  return list.length === 1 ? [[node.path, list[0]]] : [];
}
