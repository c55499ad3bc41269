import type { KeyWithId, SigningKey } from './config.js';

const KEY_BYTES = 32;

/** Reads `k1:base64,k2:base64`; throws saying what is wrong, never showing the secret. */
export function parseKeysWithIds(text: string): KeyWithId[] {
  const keys = text.split(',').map((part) => {
    const [id = '', encoded = ''] = part.trim().split(':');
    if (!/^[A-Za-z0-9-]{1,16}$/.test(id)) throw new Error('needs ID:BASE64 pairs separated by commas');
    return { id, key: parseKey(encoded) };
  });
  if (new Set(keys.map(({ id }) => id)).size !== keys.length) throw new Error('names one key id twice');
  return keys;
}

/** Reads one base64 secret of exactly 32 bytes. */
export function parseKey(text: string): Buffer {
  const key = Buffer.from(text, 'base64');
  if (!/^[A-Za-z0-9+/]+=*$/.test(text) || key.length !== KEY_BYTES) throw new Error('needs 32 bytes as base64');
  if (new Set(key).size < 8) throw new Error('is not random: make it with `openssl rand -base64 32`');
  return key;
}

/** Reads a list of session secrets, the signing one first. */
export function parseSecrets(text: string): string[] {
  const secrets = text.split(',').map((secret) => secret.trim());
  if (secrets.some((secret) => secret.length < 32)) throw new Error('needs secrets of at least 32 characters');
  return secrets;
}

/** Reads a JWK set of Ed25519 keys; the first one signs, so it needs its private half. */
export function parseSigningKeys(text: string): SigningKey[] {
  const keys = readJwkSet(text);
  if (!keys.every(isSigningKey)) throw new Error('needs a JWK set of Ed25519 keys, each with a kid');
  if (keys[0]?.d === undefined) throw new Error('needs a private key (d) in the first place');
  return keys;
}

function readJwkSet(text: string): unknown[] {
  try {
    const { keys } = JSON.parse(text) as { keys?: unknown };
    return Array.isArray(keys) ? keys : [];
  } catch {
    throw new Error('is not JSON');
  }
}

function isSigningKey(value: unknown): value is SigningKey {
  const key = value as Partial<SigningKey> | null;
  const isText = (text: unknown) => typeof text === 'string' && text !== '';
  const privateHalfFits = key?.d === undefined || isText(key.d);
  return key?.kty === 'OKP' && key.crv === 'Ed25519' && isText(key.kid) && isText(key.x) && privateHalfFits;
}
