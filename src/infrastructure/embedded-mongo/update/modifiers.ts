import { BSONRegExp, Long, Timestamp } from 'bson';
import { compareValues, equalValues } from '../bson/compare.js';
import { shellText } from '../bson/shell-text.js';
import { calculate, isDouble, isNumeric, toNumber } from '../bson/numbers.js';
import { isDocument, wrapperName } from '../bson/values.js';
import { badValue, CommandError } from '../errors.js';
import { compileFilter, isOperatorDocument } from '../query/filter.js';
import { equals } from '../query/predicates.js';
import type { Test } from '../query/paths.js';
import { typeName } from '../query/type-names.js';
import { isIdentical } from './identical.js';
import { addToSet, push } from './array-modifiers.js';
import { documentOf, lastOf } from './messages.js';
import type { Change } from './paths.js';
import { systemTime } from '../system-time.js';

/** The change an update operator makes at one of its paths. */
export function changeFor(op: string, operand: unknown, path: string): Change {
  switch (op) {
    case '$set':
      return { creates: true, apply: (own) => (isIdentical(own, operand) ? own : operand) };
    case '$setOnInsert':
      return { creates: true, apply: (own, { isInsert }) => (isInsert ? operand : own) };
    case '$unset':
      return { creates: false, apply: () => undefined };
    case '$inc':
      return arithmetic('add', '$inc', operand, path);
    case '$mul':
      return arithmetic('multiply', '$mul', operand, path);
    case '$min':
      return { creates: true, apply: (own) => (own === undefined || compareValues(operand, own) < 0 ? operand : own) };
    case '$max':
      return { creates: true, apply: (own) => (own === undefined || compareValues(operand, own) > 0 ? operand : own) };
    case '$currentDate':
      return currentDate(operand);
    case '$bit':
      return bitwise(operand);
    case '$push':
      return push(operand, path);
    case '$addToSet':
      return addToSet(operand, path);
    case '$pop':
      return pop(operand, path);
    case '$pull':
      return pull(path, pullTest(operand));
    case '$pullAll':
      if (!Array.isArray(operand)) throw badValue('$pullAll requires an array argument');
      return pull(path, (value) => operand.some((unwanted) => equalValues(unwanted, value)));
    default:
      throw new CommandError(
        9,
        `Unknown modifier: ${op}. Expected a valid update modifier or pipeline-style update specified as an array`,
      );
  }
}

function arithmetic(kind: 'add' | 'multiply', op: string, operand: unknown, path: string): Change {
  if (!isNumeric(operand))
    throw new CommandError(
      14,
      `Cannot ${op === '$inc' ? 'increment' : 'multiply'} with non-numeric argument: {${path}: ${shellText(operand)}}`,
    );
  const start = kind === 'add' ? operand : calculate('multiply', 0, operand);
  return {
    creates: true,
    apply: (own, { id }) => {
      if (own === undefined) return start;
      if (!isNumeric(own))
        throw new CommandError(
          14,
          `Cannot apply ${op} to a value of non-numeric type. ${documentOf(id)} has the field '${lastOf(path)}' of non-numeric type ${typeName(own)}`,
        );
      const result = calculate(kind, own, operand);
      if (isDouble(result) && !isDouble(own) && !isDouble(operand))
        throw badValue(
          `Failed to apply ${op} operations to current value: the result of '${path}' is no 64-bit integer`,
        );
      return isIdentical(own, result) ? own : result;
    },
  };
}

function currentDate(operand: unknown): Change {
  const kind = isDocument(operand) ? operand['$type'] : operand;
  if (kind !== true && kind !== false && kind !== 'date' && kind !== 'timestamp') {
    throw badValue("The '$type' string field is required to be 'date' or 'timestamp'");
  }
  const now = () => new Date(systemTime());
  const stamp = () => new Timestamp({ t: Math.floor(systemTime() / 1000), i: 1 });
  return { creates: true, apply: kind === 'timestamp' ? stamp : now };
}

function bitwise(operand: unknown): Change {
  const [op, argument] = isDocument(operand) ? (Object.entries(operand)[0] ?? []) : [];
  if (!isNumeric(argument)) throw badValue('The $bit modifier needs {and|or|xor: <integer>}');
  const mask = BigInt(toNumber(argument));
  return {
    creates: true,
    apply: (own = 0) => {
      const value = BigInt(toNumber(own));
      const result = masked(op, value, mask);
      return wrapperName(own) === 'Long' || wrapperName(argument) === 'Long'
        ? Long.fromBigInt(result)
        : Number(BigInt.asIntN(32, result));
    },
  };
}

function masked(op: unknown, value: bigint, mask: bigint): bigint {
  if (op === 'and') return value & mask;
  return op === 'or' ? value | mask : value ^ mask;
}

function pop(operand: unknown, path: string): Change {
  const end = toNumber(operand);
  if (end !== 1 && end !== -1) throw new CommandError(9, `$pop expects 1 or -1, found: ${String(operand)}`);
  return onArray('$pop', path, (list) => {
    if (list.length === 0) return list;
    return end === 1 ? list.slice(0, -1) : list.slice(1);
  });
}

function pull(path: string, unwanted: Test): Change {
  return onArray('$pull', path, (list) => {
    const kept = list.filter((value) => !unwanted(value));
    return kept.length === list.length ? list : kept;
  });
}

function onArray(op: string, path: string, change: (list: readonly unknown[]) => readonly unknown[]): Change {
  return {
    creates: false,
    apply: (own) => {
      if (own === undefined) return own;
      if (!Array.isArray(own))
        throw new CommandError(op === '$pop' ? 14 : 2, `Cannot apply ${op} to a non-array value at '${path}'`);
      return change(own);
    },
  };
}

function pullTest(operand: unknown): Test {
  if (operand instanceof BSONRegExp || isOperatorDocument(operand)) {
    const holds = compileFilter({ element: operand });
    return (element) => holds({ element });
  }
  if (!isDocument(operand)) return equals(operand);
  const matches = compileFilter(operand);
  return (element) => isDocument(element) && matches(element);
}
