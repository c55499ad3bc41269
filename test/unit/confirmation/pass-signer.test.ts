import { expect } from 'chai';
import { CompactSign, decodeProtectedHeader, SignJWT } from 'jose';

import {
  createPassSigner,
  generateSigningKey,
  verifyPass,
  type PassClaims,
  type SigningKey,
} from '../../../src/features/confirmation/index.js';

const CLAIMS: PassClaims = {
  kind: 'appointment',
  reference: 'XY7K-9M2P-4T',
  hall: '66c1f0e2a1b2c3d4e5f60718',
  date: '2026-08-19',
};

describe('createPassSigner', () => {
  let current: SigningKey;
  let former: SigningKey;

  before(async () => {
    current = await generateSigningKey('2026-02');
    former = await generateSigningKey('2026-01');
  });

  it('signs a pass that anybody holding the public keys verifies offline', async () => {
    const signer = createPassSigner({ keys: [current], activeKid: current.kid });
    const token = await signer.sign(CLAIMS);
    expect(await verifyPass(token, signer.jwks())).to.deep.equal(CLAIMS);
    expect(decodeProtectedHeader(token)).to.deep.equal({ alg: 'EdDSA', kid: '2026-02' });
  });

  it('says nothing beyond kind, reference, hall and day, whatever it is handed', async () => {
    const signer = createPassSigner({ keys: [current], activeKid: current.kid });
    const generous = { ...CLAIMS, name: '欧阳修', document: '110105194912310021' };
    const [, payload = ''] = (await signer.sign(generous)).split('.');
    expect(JSON.parse(Buffer.from(payload, 'base64url').toString())).to.deep.equal(CLAIMS);
  });

  it('gives the same claims the same token, short enough for a legible QR code', async () => {
    const signer = createPassSigner({ keys: [current], activeKid: current.kid });
    const token = await signer.sign(CLAIMS);
    expect(await signer.sign({ ...CLAIMS })).to.equal(token);
    expect(token.length).to.be.below(290);
  });

  it('publishes public keys only, the active one first', () => {
    const { keys } = createPassSigner({ keys: [former, current], activeKid: current.kid }).jwks();
    expect(keys.map(({ kid }) => kid)).to.deep.equal(['2026-02', '2026-01']);
    for (const key of keys) expect(key).to.have.all.keys('kty', 'crv', 'x', 'kid', 'alg', 'use');
  });

  it('still accepts passes of a retired key, and none of a removed one', async () => {
    const token = await createPassSigner({ keys: [former], activeKid: former.kid }).sign(CLAIMS);
    const rotated = createPassSigner({ keys: [current, former], activeKid: current.kid });
    const removed = createPassSigner({ keys: [current], activeKid: current.kid });
    expect(await rotated.verify(token)).to.deep.equal(CLAIMS);
    expect(await removed.verify(token)).to.equal(undefined);
  });

  it('refuses every pass with one character changed', async () => {
    const signer = createPassSigner({ keys: [current], activeKid: current.kid });
    const token = await signer.sign(CLAIMS);
    for (let index = 0; index < token.length; index += 7) {
      const other = token[index] === 'A' ? 'B' : 'A';
      const altered = token.slice(0, index) + other + token.slice(index + 1);
      expect(await signer.verify(altered), `character ${String(index)}`).to.equal(undefined);
    }
  });

  it('refuses forgeries: another key under our kid, no algorithm, a shared secret, other content, no token', async () => {
    const signer = createPassSigner({ keys: [current], activeKid: current.kid });
    const stranger = await generateSigningKey(current.kid);
    const unsigned = `${encode({ alg: 'none', kid: current.kid })}.${encode(CLAIMS)}.`;
    const withPublicKeyAsSecret = await new SignJWT({ ...CLAIMS })
      .setProtectedHeader({ alg: 'HS256', kid: current.kid })
      .sign(Buffer.from(current.privateJwk.x.padEnd(64, '0')));
    const otherContent = await new CompactSign(Buffer.from('{"kind":"voucher","reference":"x","hall":"x","date":"x"}'))
      .setProtectedHeader({ alg: 'EdDSA', kid: current.kid })
      .sign({ ...current.privateJwk });
    const forgeries = [
      await createPassSigner({ keys: [stranger], activeKid: stranger.kid }).sign(CLAIMS),
      unsigned,
      withPublicKeyAsSecret,
      otherContent,
      '',
      'XY7K-9M2P-4T',
      'a.b.c',
    ];
    for (const token of forgeries) expect(await signer.verify(token), token).to.equal(undefined);
  });

  it('fails at boot over a missing active key, a kid used twice or a key that cannot sign', () => {
    const publicOnly = { kid: 'p', privateJwk: { ...current.privateJwk, d: '' } };
    expect(() => createPassSigner({ keys: [former], activeKid: 'x' })).to.throw('active key x is missing');
    expect(() => createPassSigner({ keys: [former, former], activeKid: former.kid })).to.throw('used twice');
    expect(() => createPassSigner({ keys: [publicOnly], activeKid: 'p' })).to.throw('p is not a private Ed25519 JWK');
  });
});

function encode(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}
