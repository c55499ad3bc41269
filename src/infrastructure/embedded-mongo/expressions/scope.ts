import { isDocument } from '../bson/values.js';
import { systemTime } from '../system-time.js';

/** What variables hold while one expression runs: slot 0 is the document, the others are numbered when compiled. */
export type Frame = unknown[];
export type Evaluate = (frame: Frame) => unknown;
export type Variables = Readonly<Record<string, unknown>>;

/** Compiles what stands inside an operator; handed down so that operators need not know the compiler, which knows them. */
export type Compile = (expression: unknown, scope: Scope) => Evaluate;

type Binding = { slot: number } | { constant: unknown };

/** The names an expression can see, each resolved to a slot of the frame or to a constant before anything runs. */
export class Scope {
  private constructor(
    private readonly bindings: ReadonlyMap<string, Binding>,
    private readonly slots: { next: number },
    private readonly compiler: Compile,
  ) {}

  static root(compiler: Compile, variables: Variables = {}): Scope {
    const bindings = new Map<string, Binding>([
      ['ROOT', { slot: 0 }],
      ['CURRENT', { slot: 0 }],
      ['REMOVE', { constant: undefined }],
    ]);
    for (const name of Object.keys(variables)) bindings.set(name, { constant: variables[name] });
    return new Scope(bindings, { next: 1 }, compiler);
  }

  bind(...names: string[]): { scope: Scope; slots: number[] } {
    const bindings = new Map(this.bindings);
    const slots = names.map((name) => {
      const slot = this.slots.next++;
      bindings.set(name, { slot });
      return slot;
    });
    return { scope: new Scope(bindings, this.slots, this.compiler), slots };
  }

  compile(expression: unknown): Evaluate {
    return this.compiler(expression, this);
  }

  lookup(name: string): Binding | undefined {
    return name === 'NOW' ? { constant: new Date(systemTime()) } : this.bindings.get(name);
  }

  names(): string[] {
    return [...this.bindings.keys()];
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
