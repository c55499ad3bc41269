import type { Connection } from 'mongoose';
import { Gauge, type Registry } from 'prom-client';
import { isDuplicateKey, nameStoreError, StoreUnavailable } from '../errors/index.js';
import { stopwatch } from './clock.js';
import type { FieldCipher } from './field-cipher.js';
import { rotateBatch, type SealedPath } from './key-rotation.js';

const CHECKED_AGAIN_MS = 24 * 3_600_000;

/** How far the values of one path have been sealed with the active key. */
export interface RotationProgress {
  /** `collection.path` */
  _id: string;
  keyId: string;
  state: 'running' | 'done';
  /** Last document of this pass; absent at its beginning. */
  after?: unknown;
  /** Of this pass. */
  outdated: number;
  /** Since this key became the active one. */
  resealed: number;
  unreadable: number;
  at: Date;
}

/**
 * Seals everything again once the configuration names a new first key, a batch at a time. Progress is kept in the store: any
 * worker goes on where another stopped. A path is done when a whole pass found nothing outdated, because a process that still
 * has the old configuration may go on writing with the old key for a while; a path that is done is looked at again every day.
 */
export class BackgroundRotation {
  constructor(private readonly deps: { connection: Connection; cipher: FieldCipher; paths: readonly SealedPath[] }) {}

  /** Works for about `budgetMs`; answers whether everything is done. */
  async run(now: Date, { budgetMs }: { budgetMs: number }): Promise<boolean> {
    const elapsed = stopwatch();
    for (const path of this.deps.paths) {
      let progress = await this.read(path, now);
      while (progress.state === 'running') {
        if (elapsed() > budgetMs) return false;
        progress = await this.step(path, progress, now);
      }
    }
    return true;
  }

  async progress(): Promise<RotationProgress[]> {
    return this.store.find().sort({ _id: 1 }).toArray();
  }

  private async step(path: SealedPath, before: RotationProgress, now: Date): Promise<RotationProgress> {
    const { connection, cipher } = this.deps;
    const batch = await rotateBatch(connection, cipher, path, { after: before.after ?? undefined, commit: true });
    const { after, ...counted } = {
      ...before,
      at: now,
      outdated: before.outdated + batch.outdated,
      resealed: before.resealed + batch.outdated,
      unreadable: before.unreadable + batch.unreadable,
    };
    const next = nextOf(counted, batch.last);
    // Another worker that stands elsewhere has done the same or more; its progress is the one to go on from.
    const { matchedCount } = await this.store.replaceOne(
      { _id: next._id, keyId: next.keyId, after: after ?? null },
      next,
    );
    return matchedCount === 1 ? next : this.read(path, now);
  }

  private async read({ collection, path }: SealedPath, now: Date): Promise<RotationProgress> {
    const _id = `${collection}.${path}`;
    const keyId = this.deps.cipher.activeKeyId;
    const known = await this.store.findOne({ _id });
    if (known?.keyId === keyId && !isStale(known, now)) return known;
    const resealed = known?.keyId === keyId ? known.resealed : 0;
    const fresh: RotationProgress = {
      _id,
      keyId,
      state: 'running',
      after: null,
      outdated: 0,
      resealed,
      unreadable: 0,
      at: now,
    };
    try {
      await this.store.replaceOne(known ? { _id, at: known.at, keyId: known.keyId } : { _id }, fresh, { upsert: true });
    } catch (error) {
      if (!isDuplicateKey(error)) throw error;
    }
    return fresh;
  }

  private get store() {
    return this.deps.connection.collection<RotationProgress>('keyRotations');
  }
}

function nextOf(counted: Omit<RotationProgress, 'after'>, last: unknown): RotationProgress {
  if (last !== undefined) return { ...counted, after: last };
  const isDone = counted.outdated === 0;
  return isDone ? { ...counted, after: null, state: 'done' } : { ...counted, after: null, outdated: 0, unreadable: 0 };
}

function isStale({ state, at }: RotationProgress, now: Date): boolean {
  return state === 'done' && now.getTime() - at.getTime() > CHECKED_AGAIN_MS;
}

/** Shows the progress at `/metrics`, whichever process is asked. */
export function observeRotation(registry: Registry, rotation: BackgroundRotation): void {
  const labelNames = ['path', 'key'] as const;
  const gauge = (name: string, help: string, valueOf: (progress: RotationProgress) => number) =>
    new Gauge({
      name,
      help,
      labelNames,
      registers: [registry],
      async collect() {
        this.reset();
        for (const progress of await readQuietly(rotation))
          this.set({ path: progress._id, key: progress.keyId }, valueOf(progress));
      },
    });
  gauge('xiyue_key_rotation_done', '1 when every value of a path is sealed with the active key', ({ state }) =>
    state === 'done' ? 1 : 0,
  );
  gauge(
    'xiyue_key_rotation_resealed',
    'Values sealed again since the active key became the first',
    ({ resealed }) => resealed,
  );
  gauge(
    'xiyue_key_rotation_unreadable',
    'Values whose key the configuration no longer has',
    ({ unreadable }) => unreadable,
  );
}

/** Metrics are asked for most when the store is away. */
async function readQuietly(rotation: BackgroundRotation): Promise<RotationProgress[]> {
  try {
    return await rotation.progress();
  } catch (error) {
    if (nameStoreError(error) instanceof StoreUnavailable) return [];
    throw error;
  }
}
