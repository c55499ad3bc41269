import { isDocument } from '../bson/values.js';
import { isOperatorDocument, parseFilter, type FilterNode } from '../query/filter.js';

/** Everything the filter asks of single fields and that must hold for every match, by path. */
export function predicatesOf(filter: FilterNode): Map<string, FilterNode[]> {
  const byPath = new Map<string, FilterNode[]>();
  collect(filter, '', byPath);
  return byPath;
}

function collect(node: FilterNode, prefix: string, byPath: Map<string, FilterNode[]>): void {
  if (node.kind === 'and') for (const child of node.children ?? []) collect(child, prefix, byPath);
  if (node.kind !== 'compare' || node.path === undefined) return;
  const path = prefix + node.path;
  if (node.op === '$elemMatch') {
    collectElement(node, path, byPath);
  } else {
    const known = byPath.get(path);
    if (known === undefined) byPath.set(path, [node]);
    else known.push(node);
  }
}

function collectElement(node: FilterNode, path: string, byPath: Map<string, FilterNode[]>): void {
  if (!isDocument(node.operand)) return;
  if (isOperatorDocument(node.operand)) {
    if (!Object.keys(node.operand).every((op) => ['$gt', '$gte', '$lt', '$lte'].includes(op))) return;
    collect(parseFilter({ [path]: node.operand }), '', byPath);
  } else {
    collect(parseFilter(node.operand), `${path}.`, byPath);
  }
}
