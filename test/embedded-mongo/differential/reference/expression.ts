import { Int32 } from 'bson';
import { Refusal } from './refusal.js';
import { compare, isDoc, missing, typeOrder, type Doc } from './order.js';

const notList = { $size: 17124, $in: 40081, $concatArrays: 28664 } as const;

type Operation = (operands: unknown[]) => unknown;

const operations: Record<string, Operation> = {
  $eq: ([a, b]) => order(a, b) === 0,
  $ne: ([a, b]) => order(a, b) !== 0,
  $lt: ([a, b]) => order(a, b) < 0,
  $gte: ([a, b]) => order(a, b) >= 0,
  $in: ([one, list]) => listOf('$in', list).some((other) => order(one, other) === 0),
  $size: ([list]) => new Int32(listOf('$size', list).length),
  $ifNull: ([value, instead]) => (value === missing || value === null ? instead : value),
  $cond: ([test, yes, no]) => (isTrue(test) ? yes : no),
  $concatArrays: (lists) => {
    const isEmpty = (list: unknown) => list === missing || list === null;
    const ended = lists.findIndex(isEmpty);
    const read = (ended < 0 ? lists : lists.slice(0, ended)).map((list) => listOf('$concatArrays', list));
    return ended < 0 ? read.flat() : null;
  },
};

/** An aggregation expression on a document; `missing` when it has no value. */
export function evaluate(expression: unknown, document: Doc): unknown {
  if (expression === '$$REMOVE') return missing;
  if (typeof expression === 'string' && expression.startsWith('$')) return at(document, expression.slice(1).split('.'));
  if (!isDoc(expression)) return expression;
  const [name = '', operand] = Object.entries(expression)[0] ?? [];
  if (name === '$literal') return operand;
  const operation = operations[name];
  if (operation !== undefined)
    return operation((Array.isArray(operand) ? operand : [operand]).map((one) => evaluate(one, document)));
  const fields = Object.entries(expression).map(([key, inner]) => [key, evaluate(inner, document)] as const);
  return Object.fromEntries(fields.filter(([, value]) => value !== missing));
}

/** What counts as true in an expression: everything but false, null, nothing and the zeros. */
export function isTrue(value: unknown): boolean {
  if (value === missing || value === null || value === false) return false;
  return !(typeOrder(value) === 10 && compare(value, new Int32(0)) === 0);
}

/** The values behind a path; in an array those of its documents that have one, as a list. */
function at(document: Doc, [name = '', ...rest]: string[]): unknown {
  const value = document[name];
  if (rest.length === 0) return value;
  if (isDoc(value)) return at(value, rest);
  if (!Array.isArray(value)) return missing;
  return value
    .filter(isDoc)
    .map((one) => at(one, rest))
    .filter((one) => one !== missing);
}

/** As values are ordered, but nothing comes before null. */
function order(a: unknown, b: unknown): number {
  if (a === missing && b === missing) return 0;
  if (a === missing) return typeOrder(b) < 0 ? 1 : -1;
  if (b === missing) return typeOrder(a) < 0 ? -1 : 1;
  return compare(a, b);
}

function listOf(name: keyof typeof notList, value: unknown): unknown[] {
  if (Array.isArray(value)) return value;
  throw new Refusal(notList[name]);
}
