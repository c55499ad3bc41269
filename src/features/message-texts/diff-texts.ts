export interface DiffPart {
  change: 'same' | 'removed' | 'added';
  text: string;
}

/** A placeholder, a word of letters, a number, a run of space, or one character of any other script. */
const TOKEN = /\{\{[^{}]*\}\}|[A-Za-z]+|\d+|\s+|[\s\S]/gu;

/** What became of a text, in pieces that read one after the other: what stayed, what went, what came. */
export function diffTexts(before: string, after: string): DiffPart[] {
  const [old, now] = [tokensOf(before), tokensOf(after)];
  const lengths = commonLengths(old, now);
  const parts: DiffPart[] = [];
  let [at, to] = [0, 0];
  while (at < old.length || to < now.length) {
    const [gone, come] = [old[at], now[to]];
    if (gone !== undefined && gone === come) {
      push(parts, { change: 'same', text: gone });
      at += 1;
      to += 1;
    } else if (
      come === undefined ||
      (gone !== undefined && lengthAt(lengths, at + 1, to) >= lengthAt(lengths, at, to + 1))
    ) {
      push(parts, { change: 'removed', text: gone ?? '' });
      at += 1;
    } else {
      push(parts, { change: 'added', text: come });
      to += 1;
    }
  }
  return parts;
}

function tokensOf(text: string): string[] {
  return [...text.matchAll(TOKEN)].map(([token]) => token);
}

/** For each pair of positions, how many tokens the two rests have in common in the same order. */
function commonLengths(old: readonly string[], now: readonly string[]): Uint16Array[] {
  const rows = Array.from({ length: old.length + 1 }, () => new Uint16Array(now.length + 1));
  for (let at = old.length - 1; at >= 0; at -= 1)
    for (let to = now.length - 1; to >= 0; to -= 1) {
      const longest =
        old[at] === now[to]
          ? lengthAt(rows, at + 1, to + 1) + 1
          : Math.max(lengthAt(rows, at + 1, to), lengthAt(rows, at, to + 1));
      rows[at]?.fill(longest, to, to + 1);
    }
  return rows;
}

function lengthAt(rows: readonly Uint16Array[], at: number, to: number): number {
  return rows[at]?.[to] ?? 0;
}

function push(parts: DiffPart[], part: DiffPart): void {
  const last = parts.at(-1);
  if (last?.change === part.change) last.text += part.text;
  else parts.push(part);
}
