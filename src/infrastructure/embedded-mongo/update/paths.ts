import { field, isDocument, setField, type Document } from '../bson/values.js';
import { badValue, CommandError } from '../errors.js';
import type { Test } from '../query/paths.js';

export interface UpdateContext {
  /** The array element the query matched, for the `$` in a path. */
  position: number | undefined;
  isInsert: boolean;
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
  if (!isDocument(container)) throw notViable(path, part, container);
  if (part.startsWith('$[') || part === '$')
    throw badValue(`The path '${before(path, at)}' must exist in the document in order to apply array updates.`);
  const own = field(container, part);
  const next = step(own, path, at, change, context);
  return next === own ? container : withField(container, part, next);
}

function step(own: unknown, path: UpdatePath, at: number, change: Change, context: UpdateContext): unknown {
  if (at === path.parts.length - 1) return change.apply(own, context);
  if (own === undefined) return change.creates ? changeAt({}, path, at + 1, change, context) : undefined;
  if (!change.creates && !isDocument(own) && !Array.isArray(own)) return own;
  return changeAt(own, path, at + 1, change, context);
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
    if (!change.creates) return list;
    throw notViable(path, part, list);
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

function before(path: UpdatePath, at: number): string {
  return path.parts.slice(0, at).join('.');
}

function notViable(path: UpdatePath, part: string, container: unknown): CommandError {
  return new CommandError(28, `Cannot create field '${part}' in element {${path.text}: ${JSON.stringify(container)}}`);
}
