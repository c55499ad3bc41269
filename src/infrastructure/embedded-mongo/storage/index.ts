import type { Document } from '../bson/values.js';
import { field } from '../bson/values.js';
import { compileFilter, type Matcher } from '../query/filter.js';
import { documentKeys, type DocumentKeys, type KeyShape } from './index-keys.js';

/** An index as the catalogue keeps it and listIndexes shows it, with the little this store must remember of it. */
export interface IndexSpec {
  id: number;
  name: string;
  key: Document;
  unique?: boolean;
  sparse?: boolean;
  hidden?: boolean;
  partialFilterExpression?: Document;
  expireAfterSeconds?: number;
  multikey: boolean[];
  truncated: boolean;
}

export class Index implements KeyShape {
  readonly id: number;
  readonly fields: readonly string[];
  readonly paths: readonly (readonly string[])[];
  readonly descending: readonly boolean[];
  readonly sparse: boolean;
  readonly unique: boolean;
  /** False until the transaction that built it is committed: readers outside it see no entries yet. */
  isReady = true;
  private readonly covers: Matcher | undefined;
  private readonly roots: readonly string[];

  constructor(readonly spec: IndexSpec) {
    this.id = spec.id;
    this.fields = Object.keys(spec.key);
    this.paths = this.fields.map((name) => name.split('.'));
    this.descending = this.fields.map((name) => Number(spec.key[name]) < 0);
    this.sparse = spec.sparse === true;
    this.unique = spec.unique === true || spec.name === '_id_';
    this.covers = spec.partialFilterExpression === undefined ? undefined : compileFilter(spec.partialFilterExpression);
    const partial = JSON.stringify(spec.partialFilterExpression ?? {});
    this.roots = [...this.fields.map((name) => name.split('.')[0] as string), ...rootsIn(partial)];
  }

  get isMultikey(): boolean {
    return this.spec.multikey.includes(true);
  }

  keysOf(document: Document): DocumentKeys {
    if (this.covers !== undefined && !this.covers(document)) return { keys: [], multikey: [], truncated: false };
    return documentKeys(this, document);
  }

  /** Updates share what they leave alone, so identical fields mean identical entries. */
  untouchedBy(before: Document, after: Document): boolean {
    return this.roots.every((name) => field(before, name) === field(after, name));
  }

  /** True when the document brought something the planner has to know of. */
  learn(keys: DocumentKeys): boolean {
    let changed = keys.truncated && !this.spec.truncated;
    this.spec.truncated ||= keys.truncated;
    keys.multikey.forEach((met, position) => {
      if (!met || this.spec.multikey[position] === true) return;
      this.spec.multikey[position] = true;
      changed = true;
    });
    return changed;
  }
}

/** Every word of the expression that could be a field: too many is harmless. */
function rootsIn(json: string): string[] {
  return [...json.matchAll(/"([^"$.\\]+)[^"]*":/g)].map((match) => match[1] as string);
}
