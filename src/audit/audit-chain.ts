import { createHash } from 'node:crypto';
import type { AuditEntryRecord } from './audit-entry.model.js';

/** What stands before the first entry. */
export const EMPTY_CHAIN = { _id: 0, hash: '0'.repeat(64) };

export type AuditEvent = Omit<AuditEntryRecord, '_id' | 'previous' | 'hash'>;

/** Links events to the end of a chain, in order. */
export function linkEntries(events: readonly AuditEvent[], head: { _id: number; hash: string }): AuditEntryRecord[] {
  let last = head;
  return events.map((event) => {
    const body = { ...event, _id: last._id + 1, previous: last.hash };
    const entry = { ...body, hash: hashEntry(body) };
    last = entry;
    return entry;
  });
}

/** SHA-256 over every member in a fixed order, so that a changed byte anywhere changes the hash. */
export function hashEntry(entry: Omit<AuditEntryRecord, 'hash'>): string {
  const { _id, key, at, actor, action, subject, result, hall, reason, address, details, previous } = entry;
  const members = [
    _id,
    key,
    at.toISOString(),
    actor,
    action,
    subject,
    result,
    hall,
    reason,
    canonical(details),
    previous,
    // Entries older than the address have none, and their hashes stay what they were.
    ...(address === undefined ? [] : [address]),
  ];
  return createHash('sha256').update(JSON.stringify(members)).digest('hex');
}

/** The same value whatever order a store returns its members in. */
function canonical(value: unknown): unknown {
  if (value instanceof Date) return value.toISOString();
  if (Array.isArray(value)) return value.map(canonical);
  if (value === null || typeof value !== 'object') return value ?? null;
  return Object.entries(value)
    .filter(([, member]) => member !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, member]) => [name, canonical(member)]);
}
