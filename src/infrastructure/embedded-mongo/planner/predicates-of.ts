import { isDocument } from '../bson/values.js';
import { isOperatorDocument, parseFilter, type ElementMatch, type FilterNode } from '../query/filter.js';

const ofOneValue = ['$eq', '$in', '$gt', '$gte', '$lt', '$lte'];

/** Everything the filter asks of single fields and that must hold for every match, by path. */
export function predicatesOf(filter: FilterNode): Map<string, FilterNode[]> {
  const byPath = new Map<string, FilterNode[]>();
  collect(filter, '', byPath);
  return byPath;
}

function collect(node: FilterNode, prefix: string, byPath: Map<string, FilterNode[]>, within?: ElementMatch): void {
  if (node.kind === 'and') for (const child of node.children ?? []) collect(child, prefix, byPath, within);
  if (node.kind !== 'compare' || node.path === undefined) return;
  const path = prefix + node.path;
  if (node.op === '$elemMatch') {
    collectElement(node, path, byPath);
  } else {
    const predicate = within === undefined ? node : { ...node, within };
    const known = byPath.get(path);
    if (known === undefined) byPath.set(path, [predicate]);
    else known.push(predicate);
  }
}

function collectElement(node: FilterNode, path: string, byPath: Map<string, FilterNode[]>): void {
  if (!isDocument(node.operand)) return;
  if (isOperatorDocument(node.operand)) {
    if (!Object.keys(node.operand).every((op) => ofOneValue.includes(op))) return;
    collect(parseFilter({ [path]: node.operand }), '', byPath, { path, ofValues: true });
  } else {
    collect(parseFilter(node.operand), `${path}.`, byPath, { path, ofValues: false });
  }
}
