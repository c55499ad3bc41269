import { compactVerify, createLocalJWKSet, errors } from 'jose';

import { decodeClaims, type PassClaims } from './pass-claims.js';
import type { PublicSigningJwk } from './signing-key.js';

/** The claims of a genuine pass, or undefined for a forged, altered or foreign one. Needs no network: kiosks use it too. */
export async function verifyPass(
  token: string,
  jwks: { keys: readonly PublicSigningJwk[] },
): Promise<PassClaims | undefined> {
  const keys = createLocalJWKSet({ keys: jwks.keys.map((key) => ({ ...key })) });
  try {
    const { payload } = await compactVerify(token, keys, { algorithms: ['EdDSA'] });
    return decodeClaims(payload);
  } catch (error) {
    if (error instanceof errors.JOSEError) return undefined;
    throw error;
  }
}
