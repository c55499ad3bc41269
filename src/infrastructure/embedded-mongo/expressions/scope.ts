import { isDocument } from '../bson/values.js';
import { systemTime } from '../system-time.js';

/** What variables hold while one expression runs: slot 0 is the document, the others are numbered when compiled. */
export type Frame = unknown[];
export type Evaluate = (frame: Frame) => unknown;
export type Variables = Readonly<Record<string, unknown>>;

/** Compiles what stands inside an operator; handed down so that operators need not know the compiler, which knows them. */
export type Compile = (expression: unknown, scope: Scope) => Evaluate;

type Binding = { slot: number } | { constant: unknown };

/** What all scopes of one expression share. */
interface Whole {
  compiler: Compile;
  nextSlot: number;
}

const ownVariables: Readonly<Record<string, Binding>> = {
  ROOT: { slot: 0 },
  CURRENT: { slot: 0 },
  REMOVE: { constant: undefined },
};

/** The names an expression can see, each resolved to a slot of the frame or to a constant before anything runs. */
export class Scope {
  private constructor(
    private readonly whole: Whole,
    private readonly bindings: Readonly<Record<string, Binding>>,
    private readonly outer?: Scope,
  ) {}

  static root(compiler: Compile, variables: Variables = {}): Scope {
    const own = new Scope({ compiler, nextSlot: 1 }, ownVariables);
    const names = Object.keys(variables);
    if (names.length === 0) return own;
    return own.within(Object.fromEntries(names.map((name) => [name, { constant: variables[name] }])));
  }

  bind(...names: string[]): { scope: Scope; slots: number[] } {
    const slots = names.map(() => this.whole.nextSlot++);
    const bindings: Record<string, Binding> = {};
    names.forEach((name, i) => (bindings[name] = { slot: slots[i] as number }));
    return { scope: this.within(bindings), slots };
  }

  compile(expression: unknown): Evaluate {
    return this.whole.compiler(expression, this);
  }

  lookup(name: string): Binding | undefined {
    if (name === 'NOW') return { constant: new Date(systemTime()) };
    if (Object.hasOwn(this.bindings, name)) return this.bindings[name];
    return this.outer?.lookup(name);
  }

  names(): string[] {
    return [...new Set([...(this.outer?.names() ?? []), ...Object.keys(this.bindings)])];
  }

  private within(bindings: Readonly<Record<string, Binding>>): Scope {
    return new Scope(this.whole, bindings, this);
  }
}

export function compile(expression: unknown, scope: Scope): Evaluate {
  return scope.compile(expression);
}

/** The value of an expression that does not depend on any document. */
export function constantOf(expression: unknown, scope: Scope): { value: unknown } | undefined {
  if (typeof expression === 'string' && expression.startsWith('$$')) {
    const binding = scope.lookup(expression.slice(2));
    return binding !== undefined && 'constant' in binding ? { value: binding.constant } : undefined;
  }
  if (typeof expression === 'string') return expression.startsWith('$') ? undefined : { value: expression };
  if (isDocument(expression)) return '$literal' in expression ? { value: expression['$literal'] } : undefined;
  return Array.isArray(expression) ? undefined : { value: expression };
}
