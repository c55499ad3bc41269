/** What a key holds: a text of the writer's choice, or nothing. */
export type State = string | undefined;

export interface Difference {
  key: string;
  /** One state once the write was answered; two while it is in doubt. */
  expected: readonly State[];
  found: State;
}

/**
 * What a store must hold after it was killed. A write that was answered leaves one state behind; one that the kill cut
 * off leaves two that are both right. Each key has one writer, who makes one write after another.
 */
export class Ledger {
  acknowledged = 0;
  refused = 0;
  private readonly allowed = new Map<string, readonly State[]>();

  /** Makes a write that would bring the key to a state; it resolves with whether the store took it. */
  async attempt(key: string, after: State, write: () => Promise<boolean>): Promise<boolean> {
    const before = this.allowed.get(key)?.[0];
    this.allowed.set(key, [before, after]);
    const isTaken = await write();
    this.allowed.set(key, [isTaken ? after : before]);
    if (isTaken) this.acknowledged++;
    else this.refused++;
    return isTaken;
  }

  /** Where the store and the ledger differ. What was in doubt is known from now on. */
  settle(found: ReadonlyMap<string, string>): Difference[] {
    const differences: Difference[] = [];
    for (const key of new Set([...this.allowed.keys(), ...found.keys()])) {
      const expected = this.allowed.get(key) ?? [undefined];
      const state = found.get(key);
      if (!expected.includes(state)) differences.push({ key, expected, found: state });
      if (state === undefined) this.allowed.delete(key);
      else this.allowed.set(key, [state]);
    }
    return differences;
  }
}
