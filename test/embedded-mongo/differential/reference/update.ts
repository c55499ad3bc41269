import { BSONRegExp, Decimal128, Double, EJSON, Int32, Long } from 'bson';
import { isOperators, matches } from './match.js';
import { piped } from './pipeline.js';
import { Refusal } from './refusal.js';
import { compare, fraction, isDoc, isNumber, missing, same, type Doc } from './order.js';

const conflicting = 40;
const notViable = 28;
const wrongType = 14;
const notArray = 2;

type Modifier = (old: unknown, operand: unknown) => unknown;

const modifiers: Record<string, Modifier> = {
  $set: (_, operand) => operand,
  $unset: () => missing,
  $inc: (old, operand) => (old === missing ? operand : sum(old, operand as Int32 | Long)),
  $min: (old, operand) => (old === missing || compare(operand, old) < 0 ? operand : old),
  $max: (old, operand) => (old === missing || compare(operand, old) > 0 ? operand : old),
  $push: (old, operand) => [...listOf(old), operand],
  $addToSet: (old, operand) => (listOf(old).some((one) => same(one, operand)) ? old : [...listOf(old), operand]),
  $pull: (old, operand) => (old === missing ? old : listOf(old).filter((one) => !isPulled(one, operand))),
  $pop: (old, operand) => {
    if (old === missing) return old;
    if (!Array.isArray(old)) throw new Refusal(wrongType);
    return Number(String(operand)) > 0 ? old.slice(0, -1) : old.slice(1);
  },
};

/** A condition is asked of an element as of a field, a document of the element's own fields, and anything else is equal. */
function isPulled(element: unknown, operand: unknown): boolean {
  if (operand instanceof BSONRegExp || isOperators(operand)) return matches({ element }, { element: operand });
  if (isDoc(operand)) return isDoc(element) && matches(element, operand);
  return same(element, operand);
}

/** An update, with the filters its `$[name]` refer to. */
export interface Change {
  update: Doc | Doc[];
  arrayFilters?: Doc[];
}

/** The document after an update by stages or by modifiers; those touch fields in the order of their names. */
export function updated(document: Doc, { update, arrayFilters = [] }: Change): Doc {
  if (Array.isArray(update)) return piped(document, update);
  return changesOf(update).reduce((current, { op, path, operand }) => {
    const change = (old: unknown) => (modifiers[op] as Modifier)(old, operand);
    return at(current, path.split('.'), { change, isLenient: op === '$unset', arrayFilters }) as Doc;
  }, document);
}

/** The single changes an update asks for; two on one path are refused whether a document is there or not. */
export function changesOf(update: Doc): { op: string; path: string; operand: unknown }[] {
  const changes = Object.entries(update).flatMap(([op, fields]) =>
    Object.entries(fields as Doc).map(([path, operand]) => ({ op, path, operand })),
  );
  changes.sort((a, b) => (a.path < b.path ? -1 : 1));
  changes.forEach(({ path }, i) => {
    const next = changes[i + 1]?.path;
    if (next === path || next?.startsWith(`${path}.`) === true) throw new Refusal(conflicting);
  });
  return changes;
}

export function isSame(a: Doc, b: Doc): boolean {
  return EJSON.stringify(a, { relaxed: false }) === EJSON.stringify(b, { relaxed: false });
}

interface Step {
  change: (old: unknown) => unknown;
  isLenient: boolean;
  arrayFilters: readonly Doc[];
}

function at(container: unknown, path: string[], step: Step): unknown {
  const [name, ...rest] = path;
  if (name === undefined) return step.change(container);
  if (name.startsWith('$[')) return atMatching(container, rest, step);
  if (Array.isArray(container)) return atPlace(container, name, rest, step);
  const isThere = isDoc(container) && name in container;
  if (!isThere && isForElements(rest)) throw new Refusal(notArray);
  if (!isThere && step.isLenient) return container;
  if (!isDoc(container)) throw new Refusal(notViable);
  const next = at(name in container ? container[name] : startOf(rest), rest, step);
  if (next !== missing) return { ...container, [name]: next };
  return Object.fromEntries(Object.entries(container).filter(([key]) => key !== name));
}

/** The elements of an array have to be there, whatever is done to them. */
function isForElements(rest: readonly string[]): boolean {
  return rest.some((name) => name.startsWith('$['));
}

function startOf(rest: string[]): unknown {
  return rest.length === 0 ? missing : {};
}

/** Changes the elements that the one filter, on the name `e`, lets through. */
function atMatching(container: unknown, rest: string[], step: Step): unknown {
  if (!Array.isArray(container)) throw new Refusal(notArray);
  const [filter = {}] = step.arrayFilters;
  return container.map((e: unknown) => (matches({ e }, filter) ? (at(e, rest, step) ?? null) : e));
}

function atPlace(list: unknown[], name: string, rest: string[], step: Step): unknown {
  const place = /^\d+$/.test(name) ? Number(name) : NaN;
  if (!(place < list.length) && isForElements(rest)) throw new Refusal(notArray);
  if (!(place < list.length) && step.isLenient) return list;
  if (Number.isNaN(place)) throw new Refusal(notViable);
  const longer = Array.from({ length: Math.max(list.length, place + 1) }, (_, i) => (i < list.length ? list[i] : null));
  longer[place] = at(place < list.length ? list[place] : startOf(rest), rest, step) ?? null;
  return longer;
}

function listOf(value: unknown): unknown[] {
  if (value === missing) return [];
  if (!Array.isArray(value)) throw new Refusal(notArray);
  return value;
}

/** Addition with the wider of the two types; the operand is a whole number. */
function sum(old: unknown, operand: Int32 | Long): unknown {
  if (!isNumber(old)) throw new Refusal(wrongType);
  if (old instanceof Double) return new Double(old.value + Number(operand.toString()));
  if (old instanceof Decimal128) return decimalSum(old, operand);
  const total = fraction(old).over + fraction(operand).over;
  if (old instanceof Int32 && operand instanceof Int32 && BigInt.asIntN(32, total) === total)
    return new Int32(Number(total));
  if (BigInt.asIntN(64, total) !== total) throw new Refusal(notArray);
  return Long.fromBigInt(total);
}

/** Exact as long as the digits fit, with as many places after the point as before. */
function decimalSum(old: Decimal128, operand: Int32 | Long): Decimal128 {
  const text = old.toString();
  if (/NaN|Infinity/.test(text)) return old;
  const places = text.split('.')[1]?.length ?? 0;
  const scaled = BigInt(text.replace('.', '')) + fraction(operand).over * 10n ** BigInt(places);
  return Decimal128.fromString(`${scaled}E-${places}`);
}
