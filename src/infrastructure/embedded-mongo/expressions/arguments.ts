import { isDocument, type Document } from '../bson/values.js';
import { CommandError } from '../errors.js';
import type { Build } from './operators.js';
import { compile, type Evaluate, type Scope } from './scope.js';

/** An operator of one argument, given plain or as a list of one. */
export function unary(apply: (value: unknown) => unknown): Build {
  return (argument, scope) => {
    const evaluate = compile(single(argument), scope);
    return (frame) => apply(evaluate(frame));
  };
}

export function binary(name: string, apply: (a: unknown, b: unknown) => unknown): Build {
  return (argument, scope) => {
    const [first, second] = fixed(name, argument, scope, 2);
    return (frame) => apply((first as Evaluate)(frame), (second as Evaluate)(frame));
  };
}

/** An operator of any number of arguments, evaluated all before it is applied. */
export function variadic(apply: (values: unknown[]) => unknown): Build {
  return (argument, scope) => {
    const compiled = each(argument, scope);
    return (frame) => apply(compiled.map((evaluate) => evaluate(frame)));
  };
}

/** The same for a bounded number of arguments. */
export function between(name: string, least: number, most: number, apply: (...values: unknown[]) => unknown): Build {
  return (argument, scope) => {
    const compiled = each(argument, scope);
    if (compiled.length < least || compiled.length > most) throw wrongCount(name, compiled.length);
    return (frame) => apply(...compiled.map((evaluate) => evaluate(frame)));
  };
}

export function each(argument: unknown, scope: Scope): Evaluate[] {
  return (Array.isArray(argument) ? argument : [argument]).map((item) => compile(item, scope));
}

export function fixed(name: string, argument: unknown, scope: Scope, count: number): Evaluate[] {
  const compiled = each(argument, scope);
  if (compiled.length !== count) throw wrongCount(name, compiled.length);
  return compiled;
}

export function named(name: string, argument: unknown): Document {
  if (!isDocument(argument)) throw new CommandError(28646, `${name} only supports an object as its argument`);
  return argument;
}

export function single(argument: unknown): unknown {
  return Array.isArray(argument) && argument.length === 1 ? argument[0] : argument;
}

export function isNullish(value: unknown): value is null | undefined {
  return value === null || value === undefined;
}

function wrongCount(name: string, given: number): CommandError {
  return new CommandError(16020, `Expression ${name} takes a different number of arguments. ${given} were passed in.`);
}
