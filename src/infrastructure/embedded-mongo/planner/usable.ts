import { compareValues, equalValues, Rank, rankOf } from '../bson/compare.js';
import { isNumeric, toNumber } from '../bson/numbers.js';
import { parseFilter, type FilterNode } from '../query/filter.js';
import { isTruthy } from '../query/predicates.js';
import type { Index } from '../storage/index.js';
import { predicatesOf } from './predicates-of.js';

type ByPath = ReadonlyMap<string, FilterNode[]>;

/** Whether every document the query can match has its entries in this index. */
export function isUsable(index: Index, predicates: ByPath): boolean {
  const { partialFilterExpression } = index.spec;
  if (partialFilterExpression !== undefined) return implies(predicates, parseFilter(partialFilterExpression));
  return !index.sparse || index.fields.some((path) => (predicates.get(path) ?? []).some(needsValue));
}

function implies(predicates: ByPath, condition: FilterNode): boolean {
  if (condition.kind === 'or') return (condition.children ?? []).some((child) => implies(predicates, child));
  if (condition.kind === 'and') {
    const wanted = predicatesOf(condition);
    const compared = [...wanted.values()].flat().length;
    if (compared !== (condition.children ?? []).length) return false;
    return [...wanted].every(([path, nodes]) => nodes.every((node) => isImplied(predicates.get(path) ?? [], node)));
  }
  if (condition.kind !== 'compare' || condition.path === undefined) return false;
  return isImplied(predicates.get(condition.path) ?? [], condition);
}

function isImplied(given: readonly FilterNode[], wanted: FilterNode): boolean {
  return given.some((node) => {
    if (node.op === wanted.op && equalValues(node.operand, wanted.operand)) return true;
    if (wanted.op === '$exists') return needsValue(node);
    if (node.op === '$eq') return !Array.isArray(node.operand) && matchesValue(wanted, node.operand);
    if (node.op === '$in')
      return (node.operand as unknown[]).every((value) => !Array.isArray(value) && matchesValue(wanted, value));
    return isNarrower(node, wanted);
  });
}

function matchesValue(wanted: FilterNode, value: unknown): boolean {
  return wanted.op !== '$regex' && wanted.path !== undefined && wanted.matches(nest(wanted.path.split('.'), value));
}

function nest(parts: readonly string[], value: unknown): Record<string, unknown> {
  const [first = '', ...rest] = parts;
  return { [first]: rest.length === 0 ? value : nest(rest, value) };
}

/** A range inside another, on the same side and of the same type. */
function isNarrower(node: FilterNode, wanted: FilterNode): boolean {
  const [side, other] = [sideOf(node.op), sideOf(wanted.op)];
  if (side === 0 || side !== other || rankOf(node.operand) !== rankOf(wanted.operand)) return false;
  // No number lies in a range from NaN but NaN itself.
  if (isNaN(node.operand) || isNaN(wanted.operand)) return false;
  const order = compareValues(node.operand, wanted.operand) * side;
  return order > 0 || (order === 0 && (wanted.op?.endsWith('e') === true || node.op === wanted.op));
}

function isNaN(operand: unknown): boolean {
  return isNumeric(operand) && Number.isNaN(toNumber(operand));
}

function sideOf(op: string | undefined): number {
  if (op?.startsWith('$gt') === true) return 1;
  return op?.startsWith('$lt') === true ? -1 : 0;
}

/** Ranges from one of these reach over every type, and so to missing fields. */
const atTheEnds: readonly Rank[] = [Rank.MinKey, Rank.MaxKey];

/** True when the predicate cannot hold where the field is missing. */
export function needsValue(node: FilterNode): boolean {
  switch (node.op) {
    case '$eq':
      return node.operand !== null && node.operand !== undefined;
    case '$in':
      return (node.operand as unknown[]).every((value) => value !== null);
    case '$gt':
    case '$lt':
      return !atTheEnds.includes(rankOf(node.operand));
    case '$regex':
    case '$type':
    case '$mod':
    case '$size':
      return true;
    case '$gte':
    case '$lte':
      return node.operand !== null && !atTheEnds.includes(rankOf(node.operand));
    case '$exists':
      return isTruthy(node.operand);
    default:
      return false;
  }
}
