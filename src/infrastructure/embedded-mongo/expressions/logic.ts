import { compareValues, Rank, rankOf } from '../bson/compare.js';
import { isDocument } from '../bson/values.js';
import { CommandError } from '../errors.js';
import { isTruthy } from '../query/predicates.js';
import { binary, each, fixed, isNullish, named, unary } from './arguments.js';
import type { Build } from './operators.js';
import { compile, constantOf, type Evaluate } from './scope.js';

/** Unlike in filters, a missing value sorts before null, and so before everything but MinKey. */
export function compareInExpression(a: unknown, b: unknown): number {
  if (a === undefined) return b === undefined ? 0 : beforeAll(b);
  return b === undefined ? -beforeAll(a) : compareValues(a, b);
}

function beforeAll(value: unknown): number {
  return rankOf(value) === Rank.MinKey ? 1 : -1;
}

type Passes = (order: number) => boolean;

function comparison(name: string, passes: Passes): Build {
  return (argument, scope) => {
    const [left, right] = fixed(name, argument, scope, 2) as [Evaluate, Evaluate];
    const constant = constantOf((argument as unknown[])[1], scope);
    const quick = constant === undefined ? undefined : againstConstant(left, constant.value, passes);
    return quick ?? ((frame) => passes(compareInExpression(left(frame), right(frame))));
  };
}

/** Guards compare each claim of a slot with one date, number or word: those need no general comparison. */
function againstConstant(left: Evaluate, constant: unknown, passes: Passes): Evaluate | undefined {
  const general = (value: unknown) => passes(compareInExpression(value, constant));
  if (constant instanceof Date) {
    const time = constant.getTime();
    return (frame) => {
      const value = left(frame);
      return value instanceof Date ? passes(value.getTime() - time) : general(value);
    };
  }
  if (typeof constant === 'number' && Number.isFinite(constant)) {
    return (frame) => {
      const value = left(frame);
      return typeof value === 'number' && value === value ? passes(value - constant) : general(value);
    };
  }
  if (typeof constant === 'string') {
    return (frame) => {
      const value = left(frame);
      return value === constant ? passes(0) : general(value);
    };
  }
  return undefined;
}

const and: Build = (argument, scope) => {
  const parts = each(argument, scope);
  return (frame) => {
    for (const part of parts) if (!isTruthy(part(frame))) return false;
    return true;
  };
};

const or: Build = (argument, scope) => {
  const parts = each(argument, scope);
  return (frame) => {
    for (const part of parts) if (isTruthy(part(frame))) return true;
    return false;
  };
};

const cond: Build = (argument, scope) => {
  const list: unknown[] | undefined = Array.isArray(argument) ? argument : undefined;
  const spec = list === undefined ? named('$cond', argument) : { if: list[0], then: list[1], else: list[2] };
  if (list !== undefined && list.length !== 3)
    throw new CommandError(16020, 'Expression $cond takes exactly 3 arguments.');
  for (const part of ['if', 'then', 'else']) {
    if (!(part in spec)) throw new CommandError(17080, `Missing '${part}' parameter to $cond`);
  }
  const [test, then, otherwise] = [
    compile(spec['if'], scope),
    compile(spec['then'], scope),
    compile(spec['else'], scope),
  ];
  return (frame) => (isTruthy(test(frame)) ? then(frame) : otherwise(frame));
};

const ifNull: Build = (argument, scope) => {
  const parts = each(argument, scope);
  if (parts.length < 2) throw new CommandError(1257300, '$ifNull needs at least two arguments');
  const last = parts.pop() as Evaluate;
  return (frame) => {
    for (const part of parts) {
      const value = part(frame);
      if (!isNullish(value)) return value;
    }
    return last(frame);
  };
};

const switchCase: Build = (argument, scope) => {
  const spec = named('$switch', argument);
  if (!Array.isArray(spec['branches'])) throw new CommandError(40060, '$switch requires an array of branches');
  const branches = spec['branches'].map((branch: unknown) => {
    if (!isDocument(branch)) throw new CommandError(40062, '$switch requires each branch to be an object');
    return [compile(branch['case'], scope), compile(branch['then'], scope)] as const;
  });
  const fallback = 'default' in spec ? compile(spec['default'], scope) : undefined;
  return (frame) => {
    for (const [test, then] of branches) if (isTruthy(test(frame))) return then(frame);
    if (fallback === undefined) {
      throw new CommandError(
        40066,
        '$switch could not find a matching branch for an input, and no default was specified.',
      );
    }
    return fallback(frame);
  };
};

const letIn: Build = (argument, scope) => {
  const spec = named('$let', argument);
  const vars = named('$let', spec['vars']);
  const names = Object.keys(vars);
  const values = names.map((name) => compile(vars[name], scope));
  const inner = scope.bind(...names);
  const body = compile(spec['in'], inner.scope);
  return (frame) => {
    values.forEach((value, i) => (frame[inner.slots[i] as number] = value(frame)));
    return body(frame);
  };
};

export const logicOperators: Record<string, Build> = {
  $eq: comparison('$eq', (order) => order === 0),
  $ne: comparison('$ne', (order) => order !== 0),
  $gt: comparison('$gt', (order) => order > 0),
  $gte: comparison('$gte', (order) => order >= 0),
  $lt: comparison('$lt', (order) => order < 0),
  $lte: comparison('$lte', (order) => order <= 0),
  $cmp: binary('$cmp', compareInExpression),
  $and: and,
  $or: or,
  $not: unary((value) => !isTruthy(value)),
  $cond: cond,
  $ifNull: ifNull,
  $switch: switchCase,
  $let: letIn,
  $literal: (argument) => () => argument,
  $expr: (argument, scope) => compile(argument, scope),
};
