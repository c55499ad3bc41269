import { BSONRegExp, Double, MaxKey, MinKey } from 'bson';
import { evaluate, isTrue } from './expression.js';
import { compare, isDoc, isNumber, missing, same, typeOrder, type Doc } from './order.js';
import { typeNumber } from './types.js';

export function matches(document: Doc, filter: Doc): boolean {
  return Object.entries(filter).every(([name, operand]) => {
    if (name === '$and') return (operand as Doc[]).every((branch) => matches(document, branch));
    if (name === '$or') return (operand as Doc[]).some((branch) => matches(document, branch));
    if (name === '$expr') return isTrue(evaluate(operand, document));
    if (name === '$nor') return !(operand as Doc[]).some((branch) => matches(document, branch));
    return fieldMatches(document, name.split('.'), operand);
  });
}

export function isOperators(operand: unknown): operand is Doc {
  return isDoc(operand) && Object.keys(operand)[0]?.startsWith('$') === true;
}

function fieldMatches(document: Doc, path: string[], operand: unknown): boolean {
  if (!isOperators(operand)) return some(document, path, (value) => equalsOrFits(value, operand));
  const { $options, ...operators } = operand;
  return Object.entries(operators).every(([op, argument]) =>
    operatorMatches(
      document,
      path,
      op,
      $options === undefined ? argument : new BSONRegExp(argument as string, $options as string),
    ),
  );
}

function operatorMatches(document: Doc, path: string[], op: string, argument: unknown): boolean {
  switch (op) {
    case '$ne':
      return !some(document, path, (value) => passes(value, '$eq', argument));
    case '$nin':
      return !some(document, path, (value) => passes(value, '$in', argument));
    case '$not':
      return !fieldMatches(document, path, argument);
    case '$exists':
      return argument === ends(document, path).some((value) => value !== missing);
    case '$size':
      return ends(document, path).some((value) => Array.isArray(value) && value.length === Number(argument));
    case '$all': {
      const list = argument as unknown[];
      return list.length > 0 && list.every((one) => some(document, path, (value) => equalsOrFits(value, one)));
    }
    case '$elemMatch':
      return ends(document, path).some(
        (value) => Array.isArray(value) && value.some((one) => elementMatches(one, argument as Doc)),
      );
    default:
      return some(document, path, (value) => passes(value, op, argument));
  }
}

function elementMatches(element: unknown, argument: Doc): boolean {
  if (isOperators(argument)) return Object.entries(argument).every(([op, inner]) => elementPasses(element, op, inner));
  if (isDoc(element)) return matches(element, argument);
  return Array.isArray(element) && matches({ ...element }, argument);
}

function elementPasses(element: unknown, op: string, argument: unknown): boolean {
  if (op === '$ne') return !passes(element, '$eq', argument);
  return op === '$nin' ? !passes(element, '$in', argument) : passes(element, op, argument);
}

/** Every value the path leads to; arrays on the way are searched, those at the end are one value. */
export function ends(value: unknown, path: string[]): unknown[] {
  const [name, ...rest] = path;
  if (name === undefined) return [value];
  if (Array.isArray(value)) return value.filter(isDoc).flatMap((element) => ends(element, path));
  return isDoc(value) ? ends(value[name], rest) : [missing];
}

/** At the end of a path an array is tried whole and element by element. */
function some(document: Doc, path: string[], test: (value: unknown) => boolean): boolean {
  return ends(document, path).some((value) => test(value) || (Array.isArray(value) && value.some(test)));
}

function equalsOrFits(value: unknown, operand: unknown): boolean {
  return passes(value, operand instanceof BSONRegExp ? '$regex' : '$eq', operand);
}

function passes(value: unknown, op: string, operand: unknown): boolean {
  switch (op) {
    case '$eq':
      return operand === null ? value === null || value === missing : value !== missing && same(value, operand);
    case '$in':
      return (operand as unknown[]).some((one) => equalsOrFits(value, one));
    case '$regex':
      return fits(value, operand as BSONRegExp);
    case '$type':
      return value !== missing && typeNumber(value) === operand;
    default:
      return ranges(value, op, operand);
  }
}

function fits(value: unknown, pattern: BSONRegExp): boolean {
  if (value instanceof BSONRegExp) return same(value, pattern);
  return typeof value === 'string' && new RegExp(pattern.pattern, pattern.options).test(value);
}

/** Only values of the operand's own type are in its range, except at the two ends of all types. */
function ranges(value: unknown, op: string, operand: unknown): boolean {
  const wide = operand instanceof MinKey || operand instanceof MaxKey;
  if (operand === null) return op.endsWith('e') && (value === null || value === missing);
  if (!wide && (value === missing || typeOrder(value) !== typeOrder(operand))) return false;
  if (isNaNumber(value) || isNaNumber(operand))
    return (
      (op.endsWith('e') && isNaNumber(value) && isNaNumber(operand)) || (wide && decide(op, compare(value, operand)))
    );
  return decide(op, compare(value, operand));
}

function decide(op: string, order: number): boolean {
  if (op === '$gt') return order > 0;
  if (op === '$gte') return order >= 0;
  return op === '$lt' ? order < 0 : order <= 0;
}

function isNaNumber(value: unknown): boolean {
  return isNumber(value) && (value instanceof Double ? Number.isNaN(value.value) : value.toString() === 'NaN');
}
