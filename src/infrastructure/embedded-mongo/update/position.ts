import { setField, type Document } from '../bson/values.js';
import type { FilterNode } from '../query/filter.js';
import { follow } from '../expressions/compile.js';

/** The index of the element of the array that the query matched, for `$` in an update or a projection. */
export function matchedPosition(filter: FilterNode, document: Document, arrayPath: string): number | undefined {
  const list = follow(document, arrayPath.split('.'), 0);
  if (!Array.isArray(list)) return undefined;
  for (const node of onArray(filter, arrayPath).reverse()) {
    const found = list.findIndex((element) => node.matches(nested(arrayPath.split('.'), [element])));
    if (found >= 0) return found;
  }
  return undefined;
}

function onArray(node: FilterNode, arrayPath: string): FilterNode[] {
  if (node.kind === 'and' || node.kind === 'or')
    return (node.children ?? []).flatMap((child) => onArray(child, arrayPath));
  const path = node.path;
  if (node.kind !== 'compare' || path === undefined) return [];
  return path === arrayPath || path.startsWith(`${arrayPath}.`) ? [node] : [];
}

function nested(parts: readonly string[], value: unknown): Document {
  const [first = '', ...rest] = parts;
  const document: Document = {};
  setField(document, first, rest.length === 0 ? value : nested(rest, value));
  return document;
}
