import { CompactSign } from 'jose';

import { encodeClaims, type PassClaims } from './pass-claims.js';
import { publicJwk, requireUsableKeys, type PublicSigningJwk, type SigningKey } from './signing-key.js';
import { verifyPass } from './verify-pass.js';

export interface PassSigner {
  /** Ed25519 is deterministic: the same claims give the same token, so the picture's ETag stands still. */
  sign(claims: PassClaims): Promise<string>;
  /** For `/.well-known/jwks.json`: every key whose passes are still good, the active one first. */
  jwks(): { keys: PublicSigningJwk[] };
  verify(token: string): Promise<PassClaims | undefined>;
}

export interface PassSignerOptions {
  /** All keys that ever signed a pass still in use; only the active one signs new passes. */
  keys: readonly SigningKey[];
  activeKid: string;
}

export function createPassSigner({ keys, activeKid }: PassSignerOptions): PassSigner {
  const active = requireUsableKeys(keys, activeKid);
  const retired = keys.filter((key) => key !== active);
  const jwks = { keys: [active, ...retired].map(publicJwk) };
  return {
    sign: (claims) =>
      new CompactSign(encodeClaims(claims))
        .setProtectedHeader({ alg: 'EdDSA', kid: active.kid })
        .sign({ ...active.privateJwk }),
    jwks: () => structuredClone(jwks),
    verify: (token) => verifyPass(token, jwks),
  };
}
