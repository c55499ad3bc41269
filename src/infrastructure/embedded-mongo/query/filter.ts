import { BSONRegExp } from 'bson';
import { isDocument, type Document } from '../bson/values.js';
import { badValue, CommandError } from '../errors.js';
import { compileCondition } from '../expressions/compile.js';
import type { Variables } from '../expressions/scope.js';
import { anyAt, type Test } from './paths.js';
import { isTruthy, predicate } from './predicates.js';

export type Matcher = (document: Document) => boolean;

/** A parsed filter: what the planner reads, and the closure that decides. */
export interface FilterNode {
  kind: 'and' | 'or' | 'compare' | 'other';
  matches: Matcher;
  children?: FilterNode[];
  path?: string;
  op?: string;
  operand?: unknown;
  /** The `$elemMatch` it stands in, for the planner: one element meets all that stand in the same one. */
  within?: ElementMatch;
}

export interface ElementMatch {
  path: string;
  /** It asks of the elements themselves, not of their fields. */
  ofValues: boolean;
}

export function compileFilter(filter: Document, variables?: Variables): Matcher {
  return parseFilter(filter, variables).matches;
}

export function parseFilter(filter: Document, variables?: Variables): FilterNode {
  const nodes: FilterNode[] = [];
  for (const name of Object.keys(filter)) {
    const operand = filter[name];
    if (name.startsWith('$')) nodes.push(...topLevel(name, operand, variables));
    else nodes.push(...fieldNodes(name, operand, variables));
  }
  return nodes.length === 1 ? (nodes[0] as FilterNode) : and(nodes);
}

function topLevel(name: string, operand: unknown, variables: Variables | undefined): FilterNode[] {
  switch (name) {
    case '$and':
      return [and(branches(name, operand, variables))];
    case '$or':
      return [or(branches(name, operand, variables))];
    case '$nor':
      return [not(or(branches(name, operand, variables)))];
    case '$expr':
      return [{ kind: 'other', op: '$expr', operand, matches: compileCondition(operand, variables) }];
    case '$comment':
      return [];
    case '$sampleRate':
      return [{ kind: 'other', matches: () => Math.random() < Number(operand) }];
    case '$where':
    case '$text':
    case '$jsonSchema':
      throw new CommandError(238, `${name} is not supported by this store`);
    default:
      throw badValue(
        `unknown top level operator: ${name}. If you have a field name that starts with a '$' symbol, consider using $getField or $setField.`,
      );
  }
}

function branches(name: string, operand: unknown, variables: Variables | undefined): FilterNode[] {
  if (!Array.isArray(operand)) throw badValue(`${name} must be an array`);
  if (operand.length === 0) throw badValue('$and/$or/$nor must be a nonempty array');
  return operand.map((branch) => {
    if (!isDocument(branch)) throw badValue(`$or/$and/$nor entries need to be full objects`);
    return parseFilter(branch, variables);
  });
}

export function isOperatorDocument(operand: unknown): operand is Document {
  if (!isDocument(operand)) return false;
  const first = Object.keys(operand)[0];
  return first !== undefined && first.startsWith('$') && !['$ref', '$id', '$db'].includes(first);
}

function fieldNodes(path: string, operand: unknown, variables: Variables | undefined): FilterNode[] {
  if (!isOperatorDocument(operand)) return [equality(path, operand)];
  if ('$options' in operand && !('$regex' in operand)) throw badValue('$options needs a $regex');
  return Object.keys(operand)
    .filter((op) => op !== '$options' && op !== '$comment')
    .map((op) => operator(path, op, operand[op], operand, variables));
}

function operator(path: string, op: string, operand: unknown, siblings: Document, variables?: Variables): FilterNode {
  switch (op) {
    case '$not':
      return negation(path, operand, variables);
    case '$all':
      return all(path, operand, variables);
    case '$elemMatch':
      return elementNode(path, elementTest(operand, variables), operand);
    default:
      return compare(path, op, operand, siblings['$options']);
  }
}

/** What a bare value asks for: to be equal, or to fit when it is a pattern. */
function equality(path: string, operand: unknown): FilterNode {
  return compare(path, operand instanceof BSONRegExp ? '$regex' : '$eq', operand, undefined);
}

function compare(path: string, op: string, operand: unknown, options: unknown): FilterNode {
  const found = predicate(op, operand, options);
  if (found === undefined) throw unknownOperator(op);
  const { test, leaves, negated } = found;
  const parts = path.split('.');
  const any: Matcher = (document) => anyAt(document, parts, test, leaves);
  return {
    kind: 'compare',
    path,
    op: named(found.op, operand),
    operand: found.operand,
    matches: negated ? (document) => !any(document) : any,
  };
}

const geography = ['$near', '$nearSphere', '$geoWithin', '$geoIntersects', '$within', '$geoNear'];

function unknownOperator(op: string): CommandError {
  if (geography.includes(op)) return new CommandError(238, `${op} is not supported by this store`);
  return badValue(`unknown operator: ${op}`);
}

function named(op: string, operand: unknown): string {
  if (op === '$exists') return isTruthy(operand) ? '$exists' : '$missing';
  return op;
}

function negation(path: string, operand: unknown, variables: Variables | undefined): FilterNode {
  if (operand instanceof BSONRegExp) return not(compare(path, '$regex', operand, undefined));
  if (!isDocument(operand) || Object.keys(operand).length === 0) throw badValue('$not needs a regex or a document');
  if (!isOperatorDocument(operand)) throw badValue(`unknown operator: ${Object.keys(operand)[0]}`);
  return not(and(fieldNodes(path, operand, variables)));
}

function all(path: string, operand: unknown, variables: Variables | undefined): FilterNode {
  if (!Array.isArray(operand)) throw badValue('$all needs an array');
  if (operand.length === 0) return { kind: 'other', matches: () => false };
  return and(
    operand.map((value) => {
      if (isOperatorDocument(value) && '$elemMatch' in value) {
        return elementNode(path, elementTest(value['$elemMatch'], variables), value['$elemMatch']);
      }
      return equality(path, value);
    }),
  );
}

function elementNode(path: string, test: Test, operand: unknown): FilterNode {
  const parts = path.split('.');
  const inArray: Test = (value) => Array.isArray(value) && value.some(test);
  return {
    kind: 'compare',
    op: '$elemMatch',
    path,
    operand,
    matches: (document) => anyAt(document, parts, inArray, false),
  };
}

const logical = ['$and', '$or', '$nor', '$expr'];

/** What `$elemMatch` asks of one element: operators on the value itself, or a filter on an embedded document. */
export function elementTest(operand: unknown, variables?: Variables): Test {
  if (!isDocument(operand)) throw badValue('$elemMatch needs an Object');
  if (isOperatorDocument(operand) && !logical.includes(Object.keys(operand)[0] as string)) {
    const tests = Object.keys(operand)
      .filter((op) => op !== '$options')
      .map((op) => valueTest(op, operand[op], operand, variables));
    return (element) => tests.every((test) => test(element));
  }
  const matches = compileFilter(operand, variables);
  return (element) => {
    if (isDocument(element)) return matches(element);
    // MongoDB takes an array inside an array for a document whose fields are its places.
    return Array.isArray(element) && matches(Object.fromEntries(element.entries()));
  };
}

function valueTest(op: string, operand: unknown, siblings: Document, variables: Variables | undefined): Test {
  if (op === '$not') {
    const inner = operand instanceof BSONRegExp ? { $regex: operand } : operand;
    const test = elementTest(inner, variables);
    return (value) => !test(value);
  }
  if (op === '$elemMatch') {
    const test = elementTest(operand, variables);
    return (value) => Array.isArray(value) && value.some(test);
  }
  if (op === '$all') {
    const node = all('v', operand, variables);
    return (value) => node.matches({ v: value });
  }
  const found = predicate(op, operand, siblings['$options']);
  if (found === undefined) throw unknownOperator(op);
  return found.negated ? (value) => !found.test(value) : found.test;
}

function and(children: FilterNode[]): FilterNode {
  const flat = children.flatMap((child) => (child.kind === 'and' ? (child.children as FilterNode[]) : [child]));
  const tests = flat.map((child) => child.matches);
  return { kind: 'and', children: flat, matches: (document) => tests.every((matches) => matches(document)) };
}

function or(children: FilterNode[]): FilterNode {
  const tests = children.map((child) => child.matches);
  return { kind: 'or', children, matches: (document) => tests.some((matches) => matches(document)) };
}

function not(child: FilterNode): FilterNode {
  return { kind: 'other', matches: (document) => !child.matches(document) };
}
