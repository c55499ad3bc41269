import { createHash } from 'node:crypto';
import { Binary } from 'bson';
import { isDocument, type Document } from '../bson/values.js';

const IDLE_MS = 30 * 60_000;

/** What MongoDB calls the user of a session without authentication. */
const nobody = new Binary(createHash('sha256').digest());

interface Session {
  id: Binary;
  lastUse: number;
}

/** The logical sessions clients speak in, until they end them or fall silent. */
export class Sessions {
  private readonly open = new Map<string, Session>();

  touch({ lsid }: Document, now: number): void {
    const id = idOf(lsid);
    if (id === undefined) return;
    const key = keyOf(id);
    const session = this.open.get(key);
    if (session === undefined) this.open.set(key, { id, lastUse: now });
    else session.lastUse = now;
  }

  end(ids: unknown): void {
    for (const lsid of Array.isArray(ids) ? ids : []) {
      const id = idOf(lsid);
      if (id !== undefined) this.open.delete(keyOf(id));
    }
  }

  list(): Document[] {
    return [...this.open.values()].map(({ id, lastUse }) => ({ _id: { id, uid: nobody }, lastUse: new Date(lastUse) }));
  }

  sweep(now: number): void {
    for (const [key, { lastUse }] of this.open) if (now - lastUse > IDLE_MS) this.open.delete(key);
  }
}

function idOf(lsid: unknown): Binary | undefined {
  const id = isDocument(lsid) ? lsid['id'] : undefined;
  return id instanceof Binary ? id : undefined;
}

function keyOf({ buffer, position }: Binary): string {
  return Buffer.from(buffer.buffer, buffer.byteOffset, position).toString('latin1');
}
