import { KeyWriter } from '../bson/key-encoding.js';
import { equalValues } from '../bson/compare.js';
import { isNumeric, calculate } from '../bson/numbers.js';
import { isDocument, setField, type Document } from '../bson/values.js';
import { CommandError } from '../errors.js';
import { type Flow, PAUSE } from '../flow.js';
import { compileExpression } from '../expressions/compile.js';
import { average, extreme } from '../expressions/numbers.js';
import { mergeObjects } from '../expressions/objects.js';
import type { Variables } from '../expressions/scope.js';

/** Gathers the values of one output field over a group. */
interface Accumulator {
  add: (value: unknown) => void;
  result: () => unknown;
}

const accumulators: Record<string, () => Accumulator> = {
  $sum: () => {
    let total: unknown = 0;
    return { add: (value) => (total = isNumeric(value) ? calculate('add', total, value) : total), result: () => total };
  },
  $count: () => {
    let count = 0;
    return { add: () => count++, result: () => count };
  },
  $avg: () => gathered((values) => average(values)),
  $min: () => best(-1),
  $max: () => best(1),
  $push: () => gathered((values) => values.filter((value) => value !== undefined)),
  $addToSet: () => gathered(distinct),
  $mergeObjects: () => gathered(mergeObjects),
  $first: () => {
    let first: { value: unknown } | undefined;
    return { add: (value) => (first ??= { value }), result: () => first?.value ?? null };
  },
  $last: () => {
    let last: unknown;
    return { add: (value) => (last = value), result: () => last ?? null };
  },
};

function best(sign: 1 | -1): Accumulator {
  let value: unknown = null;
  return { add: (next) => (value = extreme([value, next], sign)), result: () => value };
}

function gathered(finish: (values: readonly unknown[]) => unknown): Accumulator {
  const values: unknown[] = [];
  return { add: (value) => values.push(value), result: () => finish(values) };
}

function distinct(values: readonly unknown[]): unknown[] {
  const seen = new Map<string, unknown>();
  for (const value of values) if (value !== undefined) seen.set(groupKey(value), value);
  return [...seen.values()];
}

const writer = new KeyWriter();

export function groupKey(value: unknown): string {
  return typeof value === 'string' ? `s${value}` : writer.reset().value(value).finish().toString('latin1');
}

/** The stage as a function over its input, or undefined when an accumulator is not one of those above. */
export function groupStage(
  spec: unknown,
  variables?: Variables,
): ((input: Flow<Document>) => Flow<Document>) | undefined {
  if (!isDocument(spec) || !('_id' in spec)) throw new CommandError(15955, 'a group specification must include an _id');
  const id = compileExpression(spec['_id'], variables);
  const fields: { name: string; create: () => Accumulator; value: (document: Document) => unknown }[] = [];
  for (const name of Object.keys(spec)) {
    if (name === '_id') continue;
    const output = spec[name];
    const [op = '', ...others] = isDocument(output) ? Object.keys(output) : [];
    if (others.length > 0 || op === '')
      throw new CommandError(40234, `The field '${name}' must be an accumulator object`);
    const create = Object.hasOwn(accumulators, op) ? accumulators[op] : undefined;
    if (create === undefined) return undefined;
    const operand = op === '$count' ? null : (output as Document)[op];
    fields.push({ name, create, value: compileExpression(operand, variables) });
  }
  return function* (input) {
    const groups = new Map<string, { id: unknown; gathering: Accumulator[] }>();
    for (const document of input) {
      if (document === PAUSE) {
        yield PAUSE;
        continue;
      }
      const value = id(document) ?? null;
      const key = groupKey(value);
      let group = groups.get(key);
      if (group === undefined || (typeof value === 'object' && !equalValues(group.id, value))) {
        group = { id: value, gathering: fields.map(({ create }) => create()) };
        groups.set(key, group);
      }
      for (let i = 0; i < fields.length; i++) group.gathering[i]?.add(fields[i]?.value(document));
    }
    for (const group of groups.values()) {
      const result: Document = { _id: group.id };
      fields.forEach(({ name }, i) => setField(result, name, group.gathering[i]?.result()));
      yield result;
    }
  };
}
