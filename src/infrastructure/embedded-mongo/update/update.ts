import { equalValues } from '../bson/compare.js';
import { shellText } from '../bson/shell-text.js';
import { field, isDocument, type Document } from '../bson/values.js';
import { badValue, CommandError, failedToParse } from '../errors.js';
import type { Variables } from '../expressions/scope.js';
import { compileFilter } from '../query/filter.js';
import type { Test } from '../query/paths.js';
import { changeFor } from './modifiers.js';
import { changeAt, type Change, type UpdateContext, type UpdatePath } from './paths.js';
import { compileUpdatePipeline } from './pipeline.js';
import { renameChanges } from './rename.js';

export interface Update {
  kind: 'modifiers' | 'replacement' | 'pipeline';
  /** The document after the update; the same object when nothing changes. */
  apply: (document: Document, context: UpdateContext) => Document;
  /** The array a `$` in one of the paths steps into. */
  positionalArray: string | undefined;
}

export interface UpdateOptions {
  arrayFilters?: readonly unknown[] | undefined;
  variables?: Variables | undefined;
}

export function compileUpdate(update: unknown, options: UpdateOptions = {}): Update {
  if (Array.isArray(update)) {
    if (options.arrayFilters !== undefined)
      throw failedToParse('arrayFilters may not be specified for pipeline-syle updates');
    return keepingId({
      kind: 'pipeline',
      apply: compileUpdatePipeline(update, options.variables),
      positionalArray: undefined,
    });
  }
  if (!isDocument(update)) throw failedToParse('Update argument must be either an object or an array');
  const first = Object.keys(update)[0];
  if (first?.startsWith('$') === true) return keepingId(modifiers(update, options.arrayFilters ?? []));
  if (options.arrayFilters !== undefined && options.arrayFilters.length > 0)
    throw failedToParse('Cannot use array filters in a replacement');
  return replacement(update);
}

function replacement(update: Document): Update {
  const apply = (document: Document) => {
    const id = field(document, '_id');
    if (id !== undefined && field(update, '_id') !== undefined && !equalValues(id, update['_id']))
      throw new CommandError(
        66,
        `After applying the update, the (immutable) field '_id' was found to have been altered to _id: ${shellText(update['_id'])}`,
      );
    return id === undefined ? update : { _id: id, ...withoutId(update) };
  };
  return { kind: 'replacement', apply, positionalArray: undefined };
}

function withoutId(document: Document): Document {
  const copy = { ...document };
  delete copy['_id'];
  return copy;
}

function keepingId(update: Update): Update {
  const apply: Update['apply'] = (document, context) => {
    const after = update.apply(document, context);
    const id = field(document, '_id');
    if (after !== document && id !== undefined && !equalValues(id, field(after, '_id'))) throw immutableId();
    return after;
  };
  return { ...update, apply };
}

function immutableId(): CommandError {
  return new CommandError(66, "Performing an update on the path '_id' would modify the immutable field '_id'");
}

interface Step {
  path: UpdatePath;
  change: Change;
}

function modifiers(update: Document, arrayFilters: readonly unknown[]): Update {
  const filters = parseArrayFilters(arrayFilters);
  const steps = Object.keys(update).flatMap((op) => stepsOf(op, update[op], filters));
  steps.sort((a, b) => comparePaths(a.path.parts, b.path.parts));
  checkConflicts(steps);
  checkFiltersUsed(filters, steps);
  const renames = renameChanges(update['$rename']);
  const positional = steps.find(({ path }) => path.parts.includes('$'));
  return {
    kind: 'modifiers',
    positionalArray: positional?.path.parts.slice(0, positional.path.parts.indexOf('$')).join('.'),
    apply: (document, context) => {
      let result: unknown = document;
      for (const { path, change } of steps) result = changeAt(result, path, 0, change, context);
      return renames(result as Document);
    },
  };
}

function stepsOf(op: string, operands: unknown, filters: ReadonlyMap<string, Test>): Step[] {
  if (!isDocument(operands))
    throw failedToParse(
      `Modifiers operate on fields but we found type ${typeof operands} instead. For example: {$mod: {<field>: ...}}`,
    );
  if (op === '$rename') return [];
  return Object.keys(operands).map((text) => {
    if (text === '' || text.split('.').includes(''))
      throw new CommandError(56, `The update path '${text}' contains an empty field name, which is not allowed.`);
    return { path: { text, parts: text.split('.'), filters }, change: changeFor(op, operands[text], text) };
  });
}

/** Fields are changed in the order of their names, numbers by size: new ones appear in that order. */
function comparePaths(a: readonly string[], b: readonly string[]): number {
  for (let i = 0; i < Math.min(a.length, b.length); i++) {
    const [left = '', right = ''] = [a[i], b[i]];
    if (left === right) continue;
    const numeric = /^\d+$/.test(left) && /^\d+$/.test(right);
    if (numeric) return Number(left) - Number(right);
    return left < right ? -1 : 1;
  }
  return a.length - b.length;
}

function checkConflicts(steps: readonly Step[]): void {
  for (const [i, { path }] of steps.entries()) {
    const next = steps[i + 1]?.path;
    if (next === undefined || !(next.text === path.text || next.text.startsWith(`${path.text}.`))) continue;
    throw new CommandError(40, `Updating the path '${next.text}' would create a conflict at '${path.text}'`);
  }
}

function parseArrayFilters(list: readonly unknown[]): Map<string, Test> {
  const filters = new Map<string, Test>();
  for (const filter of list) {
    if (!isDocument(filter)) throw badValue('Array filters must be objects');
    const name = identifierOf(filter);
    if (filters.has(name))
      throw failedToParse(`Found multiple array filters with the same top-level field name ${name}`);
    filters.set(name, arrayFilterTest(name, filter));
  }
  return filters;
}

function identifierOf(filter: Document): string {
  const first = Object.keys(filter)[0];
  if (first === undefined)
    throw failedToParse('Cannot use an expression without a top-level field name in arrayFilters');
  const branches = filter[first];
  if (first.startsWith('$') && Array.isArray(branches)) return identifierOf(branches[0] as Document);
  return first.split('.')[0] as string;
}

/** An element stands for the field of its name: if it is an array itself, its own elements are tried too. */
function arrayFilterTest(name: string, filter: Document): Test {
  const matches = compileFilter(filter);
  return (element) => matches({ [name]: element });
}

function checkFiltersUsed(filters: ReadonlyMap<string, Test>, steps: readonly Step[]): void {
  for (const name of filters.keys()) {
    if (steps.some(({ path }) => path.parts.includes(`$[${name}]`))) continue;
    throw failedToParse(`The array filter for identifier '${name}' was not used in the update`);
  }
}
