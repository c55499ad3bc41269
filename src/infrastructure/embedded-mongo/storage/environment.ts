import { existsSync, mkdirSync, statfsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { open, type Database, type RootDatabase } from 'lmdb';
import { CommandError } from '../errors.js';
import { GroupCommit } from './group-commit.js';
import { lockFolder } from './folder-lock.js';

const LEAST_FREE = 1024 * 1024;

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
  private readonly path: string;
  private readonly unlock: () => void;

  constructor({ path, flush = true }: EnvironmentOptions) {
    this.path = path;
    makeFolder(path);
    this.unlock = lockFolder(path);
    try {
      this.root = open({
        path: join(path, 'store.mdb'),
        noSync: !flush,
        overlappingSync: false,
        eventTurnBatching: false,
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

  /** Bytes of the file system the store lies on. */
  space(): { free: number; used: number; size: number } {
    const { bavail, bfree, blocks, bsize } = statfsSync(this.path);
    return { free: bavail * bsize, used: (blocks - bfree) * bsize, size: blocks * bsize };
  }

  private table(name: string): Table {
    return this.root.openDB<Buffer, Buffer>({ name, encoding: 'binary', keyEncoding: 'binary' });
  }

  /** Runs the work as one transaction that is on disk when this resolves, or not at all. */
  private async transaction(work: () => void): Promise<void> {
    try {
      await this.root.childTransaction(work);
    } catch (error) {
      const reason = await causeOf(error);
      const isFull = this.space().free < LEAST_FREE;
      throw isFull ? fullDisk() : new CommandError(1, `The write could not be stored: ${reason}`);
    } finally {
      this.root.resetReadTxn();
    }
  }
}

// Node's own recursive mkdir never returns where a file system answers ENOENT for good, as /proc does.
function makeFolder(path: string): void {
  if (existsSync(path)) return;
  makeFolder(dirname(path));
  mkdirSync(path);
}

/** LMDB's reason comes as a promise that rejects beside the error of the transaction. */
async function causeOf(error: unknown): Promise<string> {
  const { commitError, message } = error as Error & { commitError?: unknown };
  return Promise.resolve(commitError).then(
    () => message,
    (cause: unknown) => (cause instanceof Error ? cause.message : message),
  );
}

function fullDisk(): CommandError {
  return new CommandError(14031, 'The disk of the store is full: nothing was written');
}
