import { isDocument, type Document } from '../bson/values.js';
import { badValue, failedToParse } from '../errors.js';
import { changeAt, type UpdatePath } from './paths.js';

const context = { position: undefined, isInsert: false };

export function renameChanges(spec: unknown): (document: Document) => Document {
  if (spec === undefined) return (document) => document;
  if (!isDocument(spec)) throw failedToParse('$rename needs a document');
  const moves = Object.entries(spec).map(([from, to]) => {
    if (typeof to !== 'string') throw badValue(`The 'to' field for $rename must be a string: ${from}`);
    if (from === to) throw badValue(`The source and target field for $rename must differ: ${from}`);
    return [pathOf(from), pathOf(to)] as const;
  });
  return (document) => moves.reduce((result, [from, to]) => move(result, from, to), document);
}

function pathOf(text: string): UpdatePath {
  return { text, parts: text.split('.'), filters: new Map() };
}

function move(document: Document, from: UpdatePath, to: UpdatePath): Document {
  let moved: unknown;
  const take = (own: unknown) => {
    moved = own;
    return undefined;
  };
  const without = changeAt(document, from, 0, { creates: false, apply: take }, context) as Document;
  if (moved === undefined) return document;
  return changeAt(without, to, 0, { creates: true, apply: () => moved }, context) as Document;
}
