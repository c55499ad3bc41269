import type { Expected } from './expectation.js';

/** Messages that have to come in order, by the name of their line. */
export function linesOf(expected: Iterable<Expected>): Map<string, Expected[]> {
  const lines = new Map<string, Expected[]>();
  for (const message of expected)
    if (message.line) lines.set(message.line.name, [...(lines.get(message.line.name) ?? []), message]);
  for (const line of lines.values()) line.sort((a, b) => positionOf(a) - positionOf(b));
  return lines;
}

/** Those that a message has to wait for. */
export function earlierInLine(message: Expected, lines: ReadonlyMap<string, Expected[]>): Expected[] {
  const line = message.line && lines.get(message.line.name);
  return line ? line.filter((other) => positionOf(other) < positionOf(message)) : [];
}

function positionOf({ line }: Expected): number {
  return line?.position ?? 0;
}
