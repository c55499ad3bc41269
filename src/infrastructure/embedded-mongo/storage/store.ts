import { Catalogue } from './catalogue.js';
import type { Collection } from './collection.js';
import { DocumentCache } from './document-cache.js';
import { Environment, type EnvironmentOptions } from './environment.js';
import { documentKey, prefixOf, recordOf } from './record-keys.js';

/** All databases of one folder. Reading happens any time; writing only through `write`. */
export class Store {
  readonly environment: Environment;
  readonly catalogue: Catalogue;
  readonly cache = new DocumentCache();
  readonly touched = new Set<Collection>();
  isWriting = false;
  private lastRecord = 0;

  constructor(options: EnvironmentOptions) {
    this.environment = new Environment(options);
    this.catalogue = new Catalogue(this);
    this.lastRecord = this.highestRecord();
    const { writes } = this.environment;
    writes.beforeCommit = () => this.flush();
    writes.committed = () => this.settle();
    writes.rolledBack = () => this.forget();
  }

  /** Runs a write job in its turn; resolves when what it wrote is on disk. */
  write<T>(job: () => T): Promise<T> {
    return this.environment.writes.enqueue(() => {
      this.isWriting = true;
      try {
        return job();
      } finally {
        this.isWriting = false;
      }
    });
  }

  nextRecord(): number {
    return ++this.lastRecord;
  }

  /** Record numbers of a collection in the order of insertion. */
  *records(collection: Collection, reverse = false): Generator<number> {
    const start = documentKey(collection.spec.id, 0);
    const end = prefixOf(collection.spec.id + 1);
    const range = reverse ? { start: end, end: start, reverse } : { start, end };
    if (this.isWriting) collection.flush();
    for (const key of this.environment.documents.getKeys(range)) yield recordOf(key);
  }

  close(): Promise<void> {
    return this.environment.close();
  }

  private flush(): void {
    for (const collection of this.touched) {
      collection.flush();
      this.catalogue.saveCount(collection);
    }
  }

  private settle(): void {
    for (const collection of this.touched) collection.settle();
    this.touched.clear();
    this.catalogue.settle();
  }

  private forget(): void {
    for (const collection of this.touched) collection.discard();
    this.touched.clear();
    this.cache.clear();
    this.catalogue.load();
  }

  private highestRecord(): number {
    let highest = 0;
    for (const { spec } of this.catalogue.all()) {
      const range = { start: prefixOf(spec.id + 1), end: documentKey(spec.id, 0), reverse: true, limit: 1 };
      for (const key of this.environment.documents.getKeys(range)) highest = Math.max(highest, recordOf(key));
    }
    return highest;
  }
}
