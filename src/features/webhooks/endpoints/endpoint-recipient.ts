import type { KeyedHash } from '../../../infrastructure/field-cipher.js';

/** Who an endpoint is to the subject of a message. */
export function roleOf(endpoint: string): string {
  return `endpoint:${endpoint}`;
}

/** By which the messages to an endpoint are found. */
export function endpointHash(hash: KeyedHash, id: string): string {
  return hash.of('webhook-endpoint', id);
}
