import { matches } from './match.js';
import { Refusal } from './refusal.js';
import { compareRows, rowsOf, sortRow, type Pattern } from './keys.js';
import { missing, same, type Doc } from './order.js';
import { isSame, updated, type Change } from './update.js';

export interface IndexSpec {
  key: Pattern;
  unique?: boolean;
  sparse?: boolean;
  partialFilterExpression?: Doc;
}

/** What a filter lets through, and what an expression in it fails on. */
export interface Findings {
  matched: Doc[];
  failed: { document: Doc; refusal: Refusal }[];
}

const duplicate = 11000;
const parallelArrays = 171;

/** A collection as a plain array: no index ever finds anything, they only refuse. */
export class Model {
  documents: Doc[] = [];
  readonly indexes: IndexSpec[] = [{ key: { _id: 1 }, unique: true }];

  insert(document: Doc): void {
    this.check(document, this.documents);
    this.documents.push(document);
  }

  addIndex(index: IndexSpec): void {
    this.indexes.push(index);
    try {
      this.documents.forEach((document, i) => this.check(document, this.documents.slice(0, i)));
    } catch (error) {
      this.indexes.pop();
      throw error;
    }
  }

  /** The matches, where every document has to be visited: one that the filter fails on is then met. */
  find(filter: Doc): Doc[] {
    const { matched, failed } = this.search(filter);
    if (failed[0] !== undefined) throw failed[0].refusal;
    return matched;
  }

  search(filter: Doc): Findings {
    const findings: Findings = { matched: [], failed: [] };
    for (const document of this.documents) {
      try {
        if (matches(document, filter)) findings.matched.push(document);
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        findings.failed.push({ document, refusal: error });
      }
    }
    return findings;
  }

  sorted(documents: readonly Doc[], pattern: Pattern): Doc[] {
    const directions = Object.values(pattern);
    const rows = documents.map((document) => ({ document, row: sortRow(document, pattern) }));
    return rows.sort((a, b) => compareRows(a.row, b.row, directions)).map(({ document }) => document);
  }

  remove(gone: readonly Doc[]): void {
    this.documents = this.documents.filter((document) => !gone.includes(document));
  }

  /** Replaces the documents by what the update makes of them; undefined when the order of doing so would matter. */
  update(targets: readonly Doc[], change: Change): { modified: number; after: Doc[] } | undefined {
    const changes: { before: Doc; after: Doc }[] = [];
    const refusals: Refusal[] = [];
    for (const before of targets) {
      try {
        const after = updated(before, change);
        const others = this.documents.filter((document) => document !== before);
        if (!isSame(before, after)) this.indexes.forEach((index) => this.rows(index, after));
        if (!isSame(before, after))
          this.check(after, targets.length > 1 ? others.concat(changes.map((c) => c.after)) : others);
        changes.push({ before, after });
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        refusals.push(error);
      }
    }
    const [refusal] = refusals;
    if (refusal !== undefined && targets.length > 1) return undefined;
    if (refusal !== undefined) throw refusal;
    this.documents = this.documents.map(
      (document) => changes.find(({ before }) => before === document)?.after ?? document,
    );
    const modified = changes.filter(({ before, after }) => !isSame(before, after)).length;
    return { modified, after: changes.map(({ after }) => after) };
  }

  /** Throws what an index says against the document beside those others. */
  check(document: Doc, others: readonly Doc[]): void {
    for (const index of this.indexes) {
      const rows = this.rows(index, document);
      if (index.unique !== true) continue;
      for (const other of others) {
        const taken = this.rows(index, other);
        if (rows.some((row) => taken.some((one) => compareRows(row, one) === 0))) throw new Refusal(duplicate);
      }
    }
  }

  private rows({ key, sparse, partialFilterExpression }: IndexSpec, document: Doc): unknown[][] {
    if (partialFilterExpression !== undefined && !matches(document, partialFilterExpression)) return [];
    const rows = rowsOf(document, Object.keys(key), parallelArrays);
    return sparse === true ? rows.filter((row) => row.some((value) => value !== missing)) : rows;
  }
}

/** The values one after another, each once, equal numbers of different types being one. */
export function once(values: readonly unknown[]): unknown[] {
  return values.filter((value, i) => !values.slice(0, i).some((earlier) => same(earlier, value)));
}
