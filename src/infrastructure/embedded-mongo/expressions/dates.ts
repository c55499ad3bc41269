import { Timestamp, type ObjectId } from 'bson';
import { isDocument, wrapperName, type Document } from '../bson/values.js';
import { CommandError } from '../errors.js';
import { typeName } from '../query/type-names.js';
import { isNullish, named, single } from './arguments.js';
import { foreignExpression } from './foreign.js';
import type { Build } from './operators.js';
import { compile } from './scope.js';

const parts = [
  '$year',
  '$month',
  '$week',
  '$dayOfMonth',
  '$dayOfWeek',
  '$dayOfYear',
  '$hour',
  '$minute',
  '$second',
  '$millisecond',
  '$isoWeek',
  '$isoWeekYear',
  '$isoDayOfWeek',
];

/** Mingo does the arithmetic of the calendar; which values are dates, and what comes of null, is decided here. */
export const dateOperators: Record<string, Build> = {
  ...Object.fromEntries(parts.map((name) => [name, onDates(name, () => ['date'], dateAlone)])),
  $dateToString: onDates('$dateToString', () => ['date']),
  $dateToParts: onDates('$dateToParts', () => ['date']),
  $dateTrunc: onDates('$dateTrunc', () => ['date']),
  $dateAdd: onDates('$dateAdd', () => ['startDate']),
  $dateSubtract: onDates('$dateSubtract', () => ['startDate']),
  $dateDiff: onDates('$dateDiff', () => ['startDate', 'endDate']),
  $dateFromParts: onDates('$dateFromParts', Object.keys, wholeDate, (value) => value),
};

/** The operands are evaluated here and handed over in variables, whose capitals no client may give to its own. */
function onDates(
  name: string,
  operandsOf: (spec: Document) => string[],
  specOf: (name: string, argument: unknown) => Document = named,
  convert: (value: unknown) => unknown = asDate,
): Build {
  return (argument, scope) => {
    const spec = specOf(name, argument);
    const fields = operandsOf(spec);
    const operands = fields.map((field) => compile(spec[field], scope));
    const instead = 'onNull' in spec ? compile(spec['onNull'], scope) : () => null;
    const inner = scope.bind(...fields.map((_, i) => `OPERAND${i}`));
    const handed = Object.fromEntries(fields.map((field, i) => [field, `$$OPERAND${i}`]));
    const evaluate = foreignExpression(name, { ...spec, ...handed }, inner.scope);
    return (frame) => {
      for (const [i, operand] of operands.entries()) {
        const value = operand(frame);
        if (isNullish(value)) return instead(frame);
        frame[inner.slots[i] as number] = convert(value);
      }
      return evaluate(frame);
    };
  };
}

function dateAlone(_: string, argument: unknown): Document {
  return isDocument(argument) && 'date' in argument ? argument : { date: single(argument) };
}

function wholeDate(name: string, argument: unknown): Document {
  const spec = named(name, argument);
  const first = 'isoWeekYear' in spec ? { isoWeek: 1, isoDayOfWeek: 1 } : { month: 1, day: 1 };
  return { ...first, ...spec };
}

function asDate(value: unknown): Date {
  if (value instanceof Date) return value;
  if (value instanceof Timestamp) return new Date(value.t * 1000);
  if (wrapperName(value) === 'ObjectId') return (value as ObjectId).getTimestamp();
  throw new CommandError(16006, `can't convert from BSON type ${typeName(value)} to Date`);
}
