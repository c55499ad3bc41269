import { documentSize } from '../bson/size.js';
import type { Stored } from './collection.js';

const LARGEST_CACHE = 16 * 1024 * 1024;
const LARGEST_ENTRY = 1024 * 1024;

/** The few documents read by themselves most recently, decoded. Holds only what is committed, and never grows past its limit. */
export class DocumentCache {
  private readonly entries = new Map<number, { stored: Stored; size: number }>();
  private size = 0;

  has(record: number): boolean {
    return this.entries.has(record);
  }

  get(record: number): Stored | undefined {
    const entry = this.entries.get(record);
    if (entry === undefined) return undefined;
    this.entries.delete(record);
    this.entries.set(record, entry);
    return entry.stored;
  }

  set(record: number, stored: Stored): void {
    this.delete(record);
    const size = 200 + 3 * (stored.bytes?.length ?? documentSize(stored.document));
    if (size > LARGEST_ENTRY) return;
    this.entries.set(record, { stored, size });
    this.size += size;
    for (const oldest of this.entries.keys()) {
      if (this.size <= LARGEST_CACHE) break;
      this.delete(oldest);
    }
  }

  delete(record: number): void {
    const entry = this.entries.get(record);
    if (entry === undefined) return;
    this.entries.delete(record);
    this.size -= entry.size;
  }

  clear(): void {
    this.entries.clear();
    this.size = 0;
  }
}
