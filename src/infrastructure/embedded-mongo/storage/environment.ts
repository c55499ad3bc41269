import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { open, type Database, type RootDatabase } from 'lmdb';
import { CommandError } from '../errors.js';
import { GroupCommit } from './group-commit.js';
import { lockFolder } from './folder-lock.js';

export type Table = Database<Buffer, Buffer>;

export interface EnvironmentOptions {
  path: string;
  /** False leaves flushing to the operating system: for measuring what flushing costs, never for data. */
  flush?: boolean;
}

/** One LMDB folder: the documents, the index entries, and the catalogue that says what is what. */
export class Environment {
  readonly documents: Table;
  readonly entries: Table;
  readonly catalogue: Table;
  readonly writes: GroupCommit;
  private readonly root: RootDatabase;
  private readonly unlock: () => void;

  constructor({ path, flush = true }: EnvironmentOptions) {
    mkdirSync(path, { recursive: true });
    this.unlock = lockFolder(path);
    try {
      this.root = open({
        path: join(path, 'store.mdb'),
        noSync: !flush,
        overlappingSync: false,
        maxDbs: 4,
        maxReaders: 256,
        encoding: 'binary',
      } as Parameters<typeof open>[0] & object);
      this.documents = this.table('documents');
      this.entries = this.table('entries');
      this.catalogue = this.table('catalogue');
    } catch (error) {
      this.unlock();
      throw error;
    }
    this.writes = new GroupCommit((work) => this.transaction(work));
  }

  async close(): Promise<void> {
    await this.writes.drained();
    await this.root.close();
    this.unlock();
  }

  /** Bytes on disk in use and allocated. */
  stats(): Record<string, unknown> {
    return this.root.getStats();
  }

  private table(name: string): Table {
    return this.root.openDB<Buffer, Buffer>({ name, encoding: 'binary', keyEncoding: 'binary' });
  }

  /** Runs the work as one transaction that is on disk when this resolves, or not at all. */
  private async transaction(work: () => void): Promise<void> {
    try {
      await this.root.childTransaction(work);
    } catch (error) {
      throw asStorageError(error);
    } finally {
      this.root.resetReadTxn();
    }
  }
}

function asStorageError(error: unknown): CommandError {
  const reason = error as Error & { commitError?: Error; code?: unknown };
  const message = reason.commitError?.message ?? reason.message;
  const full = /no space|map_full|ENOSPC|mapsize/i.test(message);
  return new CommandError(full ? 14031 : 1, `The write could not be stored: ${message}`);
}
