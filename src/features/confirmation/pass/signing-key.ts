import { exportJWK, generateKeyPair } from 'jose';

/** An Ed25519 private key as a JWK (RFC 8037). */
export interface PrivateSigningJwk {
  readonly kty: 'OKP';
  readonly crv: 'Ed25519';
  readonly x: string;
  readonly d: string;
}

export interface SigningKey {
  readonly kid: string;
  readonly privateJwk: PrivateSigningJwk;
}

export interface PublicSigningJwk {
  readonly kty: 'OKP';
  readonly crv: 'Ed25519';
  readonly x: string;
  readonly kid: string;
  readonly alg: 'EdDSA';
  readonly use: 'sig';
}

export async function generateSigningKey(kid: string): Promise<SigningKey> {
  const { privateKey } = await generateKeyPair('EdDSA', { crv: 'Ed25519', extractable: true });
  const { x, d } = await exportJWK(privateKey);
  if (!x || !d) throw new Error('the generated Ed25519 key has no x or d');
  return { kid, privateJwk: { kty: 'OKP', crv: 'Ed25519', x, d } };
}

export function publicJwk({ kid, privateJwk }: SigningKey): PublicSigningJwk {
  return { kty: 'OKP', crv: 'Ed25519', x: privateJwk.x, kid, alg: 'EdDSA', use: 'sig' };
}

/** Fails at boot, not at the first couple's confirmation. */
export function requireUsableKeys(keys: readonly SigningKey[], activeKid: string): SigningKey {
  const kids = new Set(keys.map(({ kid }) => kid));
  if (kids.size !== keys.length) throw new Error('pass signing keys: a kid is used twice');
  const unusable = keys.find(({ privateJwk: { kty, crv, x, d } }) => kty !== 'OKP' || crv !== 'Ed25519' || !x || !d);
  if (unusable) throw new Error(`pass signing keys: ${unusable.kid} is not a private Ed25519 JWK`);
  const active = keys.find(({ kid }) => kid === activeKid);
  if (!active) throw new Error(`pass signing keys: the active key ${activeKid} is missing`);
  return active;
}
