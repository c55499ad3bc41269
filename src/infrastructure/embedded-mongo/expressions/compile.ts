import { BSONRegExp } from 'bson';
import { field, isDocument, setField, type Document } from '../bson/values.js';
import { CommandError } from '../errors.js';
import { isTruthy } from '../query/predicates.js';
import { foreignExpression } from './foreign.js';
import { findOperator } from './operators.js';
import { Scope, type Evaluate, type Variables } from './scope.js';

export type Expression = (document: Document) => unknown;

/** Compiles an aggregation expression once; what it yields is never a changed input, but may share parts with it. */
export function compileExpression(expression: unknown, variables?: Variables): Expression {
  const evaluate = compileNode(expression, Scope.root(compileNode, variables));
  const frame: unknown[] = [];
  return (document) => {
    frame[0] = document;
    return evaluate(frame);
  };
}

export function compileCondition(expression: unknown, variables?: Variables): (document: Document) => boolean {
  const evaluate = compileExpression(expression, variables);
  return (document) => isTruthy(evaluate(document));
}

function compileNode(expression: unknown, scope: Scope): Evaluate {
  if (typeof expression === 'string')
    return expression.startsWith('$') ? reference(expression, scope) : () => expression;
  if (Array.isArray(expression)) return list(expression, scope);
  if (expression instanceof BSONRegExp || !isDocument(expression)) return () => expression;
  const names = Object.keys(expression);
  const first = names[0];
  if (!first?.startsWith('$')) return documentOf(expression, scope);
  if (names.length > 1) {
    throw new CommandError(15983, 'An object representing an expression must have exactly one field');
  }
  return operator(first, expression[first], scope);
}

function operator(name: string, argument: unknown, scope: Scope): Evaluate {
  const build = findOperator(name);
  return build === undefined ? foreignExpression(name, argument, scope) : build(argument, scope);
}

function list(items: readonly unknown[], scope: Scope): Evaluate {
  const compiled = items.map((item) => compileNode(item, scope));
  return (frame) => compiled.map((evaluate) => evaluate(frame) ?? null);
}

function documentOf(expression: Document, scope: Scope): Evaluate {
  const fields = Object.keys(expression).map((name) => {
    if (name.includes('.')) throw new CommandError(16412, `FieldPath field names may not contain '.': ${name}`);
    return [name, compileNode(expression[name], scope)] as const;
  });
  return (frame) => {
    const result: Document = {};
    for (const [name, evaluate] of fields) {
      const value = evaluate(frame);
      if (value !== undefined) setField(result, name, value);
    }
    return result;
  };
}

function reference(text: string, scope: Scope): Evaluate {
  if (!text.startsWith('$$')) return pathOf(0, text.slice(1));
  const [name = '', ...rest] = text.slice(2).split('.');
  const binding = scope.lookup(name);
  if (binding === undefined) throw new CommandError(17276, `Use of undefined variable: ${name}`);
  if ('slot' in binding) return pathOf(binding.slot, rest.join('.'));
  const { constant } = binding;
  return rest.length === 0 ? () => constant : () => follow(constant, rest, 0);
}

function pathOf(slot: number, path: string): Evaluate {
  if (path === '') return (frame) => frame[slot];
  if (path.startsWith('.') || path.endsWith('.') || path.includes('..')) {
    throw new CommandError(15998, 'FieldPath field names may not be empty strings.');
  }
  const parts = path.split('.');
  const only = parts[0] as string;
  if (parts.length > 1) return (frame) => follow(frame[slot], parts, 0);
  return (frame) => {
    const value = frame[slot];
    return isDocument(value) ? field(value, only) : follow(value, parts, 0);
  };
}

/** A path through arrays gathers what each of their documents has there. */
export function follow(value: unknown, parts: readonly string[], at: number): unknown {
  if (at === parts.length) return value;
  if (Array.isArray(value)) {
    const gathered: unknown[] = [];
    for (const element of value) {
      const found = isDocument(element) ? follow(element, parts, at) : undefined;
      if (found !== undefined) gathered.push(found);
    }
    return gathered;
  }
  return isDocument(value) ? follow(field(value, parts[at] as string), parts, at + 1) : undefined;
}
