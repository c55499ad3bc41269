/** A small generator whose sequence depends on its seed alone, so that a demo or a failing test can be made again. */
export interface Random {
  /** At least 0, below 1. */
  next(): number;
  integer(below: number): number;
  pick<T>(choices: readonly T[]): T;
}

export function createRandom(seed: number): Random {
  let state = seed >>> 0;

  // mulberry32
  function next(): number {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  function integer(below: number): number {
    return Math.floor(next() * below);
  }

  function pick<T>(choices: readonly T[]): T {
    const chosen = choices[integer(choices.length)];
    if (chosen === undefined) throw new RangeError('nothing to pick from');
    return chosen;
  }

  return { next, integer, pick };
}

/** A number for a seed written as text (FNV-1a). */
export function seedNumber(seed: string | number): number {
  if (typeof seed === 'number') return seed;
  let hash = 0x811c9dc5;
  for (const character of seed) hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193);
  return hash >>> 0;
}

/** One of the names, each as often as its weight says. */
export function pickWeighted<K extends string>(random: Random, weights: Readonly<Partial<Record<K, number>>>): K {
  const entries = Object.entries(weights) as [K, number][];
  let rest = random.next() * entries.reduce((sum, [, weight]) => sum + weight, 0);
  const chosen = entries.find(([, weight]) => (rest -= weight) < 0) ?? entries.at(-1);
  if (!chosen) throw new RangeError('nothing to pick from');
  return chosen[0];
}
