import { field, isDocument, setField, type Document } from '../bson/values.js';
import { shellText } from '../bson/shell-text.js';
import { badValue, CommandError } from '../errors.js';
import type { Test } from '../query/paths.js';

export interface UpdateContext {
  /** The array element the query matched, for the `$` in a path. */
  position: number | undefined;
  isInsert: boolean;
  /** The document's, for what is said of it; a new one may have none yet. */
  id?: unknown;
}

/** What to do with the value found at a path: undefined in means missing, undefined out means remove. */
export interface Change {
  apply: (value: unknown, context: UpdateContext) => unknown;
  /** False where a missing path stays missing. */
  creates: boolean;
}

export interface UpdatePath {
  text: string;
  parts: readonly string[];
  filters: ReadonlyMap<string, Test>;
}

const index = /^(0|[1-9]\d*)$/;
const LARGEST_GAP = 1_500_000;

/** The document with the change made at the path; everything off the path is shared, and no change gives the same object. */
export function changeAt(
  container: unknown,
  path: UpdatePath,
  at: number,
  change: Change,
  context: UpdateContext,
): unknown {
  const part = path.parts[at] as string;
  if (Array.isArray(container)) return changeArray(container, path, at, change, context);
  if (part.startsWith('$[')) throw noArray(path, at);
  if (!isDocument(container)) throw notViable(path, at, container);
  if (part === '$') throw noArray(path, at);
  const own = field(container, part);
  const next = step(own, path, at, change, context);
  return next === own ? container : withField(container, part, next);
}

function step(own: unknown, path: UpdatePath, at: number, change: Change, context: UpdateContext): unknown {
  if (at === path.parts.length - 1) return change.apply(own, context);
  if (!change.creates && !isDocument(own) && !Array.isArray(own)) return leaveAlone(own, path, at);
  return changeAt(own === undefined ? {} : own, path, at + 1, change, context);
}

/** There is nothing further in to remove, but the elements of an array have to be there even for that. */
function leaveAlone(own: unknown, path: UpdatePath, at: number): unknown {
  const elements = elementsAhead(path, at);
  if (elements > 0) throw noArray(path, elements);
  return own;
}

function elementsAhead(path: UpdatePath, at: number): number {
  return path.parts.findIndex((part, i) => i > at && part.startsWith('$['));
}

function changeArray(
  list: readonly unknown[],
  path: UpdatePath,
  at: number,
  change: Change,
  context: UpdateContext,
): unknown {
  const part = path.parts[at] as string;
  if (part.startsWith('$[')) return changeSome(list, path, at, change, context);
  const position = part === '$' ? context.position : indexOf(part);
  if (position === undefined) {
    if (part === '$') throw badValue('The positional operator did not find the match needed from the query.');
    if (!change.creates) return leaveAlone(list, path, at);
    throw notViable(path, at, list);
  }
  const own = list[position];
  const next = step(own, path, at, change, context);
  if (next === own) return list;
  if (position > list.length + LARGEST_GAP) throw badValue(`can't backfill more than ${LARGEST_GAP} elements`);
  const copy = [...list];
  while (copy.length < position) copy.push(null);
  copy[position] = next ?? null;
  return copy;
}

function indexOf(part: string): number | undefined {
  return index.test(part) ? Number(part) : undefined;
}

function changeSome(
  list: readonly unknown[],
  path: UpdatePath,
  at: number,
  change: Change,
  context: UpdateContext,
): unknown {
  const name = (path.parts[at] as string).slice(2, -1);
  const test = name === '' ? () => true : path.filters.get(name);
  if (test === undefined) throw badValue(`No array filter found for identifier '${name}' in path '${path.text}'`);
  let copy: unknown[] | undefined;
  list.forEach((own, i) => {
    if (!test(own)) return;
    const next = step(own, path, at, change, context);
    if (next === own) return;
    copy ??= [...list];
    copy[i] = next ?? null;
  });
  return copy ?? list;
}

function withField(document: Document, name: string, value: unknown): Document {
  const copy: Document = { ...document };
  if (value === undefined) delete copy[name];
  else setField(copy, name, value);
  return copy;
}

function noArray(path: UpdatePath, at: number): CommandError {
  const array = path.parts.slice(0, at).join('.');
  return badValue(`The path '${array}' must exist in the document in order to apply array updates.`);
}

function notViable(path: UpdatePath, at: number, container: unknown): CommandError {
  const elements = elementsAhead(path, at);
  if (elements > 0) return noArray(path, elements);
  return new CommandError(
    28,
    `Cannot create field '${path.parts[at]}' in element {${path.parts[at - 1]}: ${shellText(container)}}`,
  );
}
