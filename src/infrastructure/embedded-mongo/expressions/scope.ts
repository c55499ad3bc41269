import { systemTime } from '../system-time.js';

/** What variables hold while one expression runs: slot 0 is the document, the others are numbered when compiled. */
export type Frame = unknown[];
export type Evaluate = (frame: Frame) => unknown;
export type Variables = Readonly<Record<string, unknown>>;

type Binding = { slot: number } | { constant: unknown };

/** The names an expression can see, each resolved to a slot of the frame or to a constant before anything runs. */
export class Scope {
  private constructor(
    private readonly bindings: ReadonlyMap<string, Binding>,
    private readonly slots: { next: number },
  ) {}

  static root(variables: Variables = {}): Scope {
    const bindings = new Map<string, Binding>([
      ['ROOT', { slot: 0 }],
      ['CURRENT', { slot: 0 }],
      ['REMOVE', { constant: undefined }],
    ]);
    for (const name of Object.keys(variables)) bindings.set(name, { constant: variables[name] });
    return new Scope(bindings, { next: 1 });
  }

  bind(...names: string[]): { scope: Scope; slots: number[] } {
    const bindings = new Map(this.bindings);
    const slots = names.map((name) => {
      const slot = this.slots.next++;
      bindings.set(name, { slot });
      return slot;
    });
    return { scope: new Scope(bindings, this.slots), slots };
  }

  lookup(name: string): Binding | undefined {
    return name === 'NOW' ? { constant: new Date(systemTime()) } : this.bindings.get(name);
  }

  names(): string[] {
    return [...this.bindings.keys()];
  }
}
