import { randomBytes } from 'node:crypto';
import { expect } from 'chai';
import { isSigned, signatureHeaders } from '../../../../src/features/notifications/channels/signed-request.js';
import { gatewaySignature } from '../../../support/stand-ins/gateway-signature.js';

const NOW = new Date('2026-11-25T02:00:00Z');
const old = { id: 'g1', key: randomBytes(32) };
const current = { id: 'g2', key: randomBytes(32) };
const request = { method: 'POST', path: '/v1/messages?a=1', body: '{"text":"您好"}' };

describe('a signed request', () => {
  const headers = signatureHeaders(request, current, NOW);

  it('carries what the protocol says, computed alike by somebody else', () => {
    const [timestamp, nonce] = [headers['x-xiyue-timestamp']!, headers['x-xiyue-nonce']!];
    expect(timestamp).to.equal('1795572000');
    expect(headers['x-xiyue-key']).to.equal('g2');
    expect(headers['x-xiyue-signature']).to.equal(gatewaySignature(request, { key: current.key, timestamp, nonce }));
  });

  it('never has the same nonce twice', () => {
    expect(signatureHeaders(request, current, NOW)['x-xiyue-nonce']).to.not.equal(headers['x-xiyue-nonce']);
  });

  it('is known by any key of the list, so that one can be replaced without a gap', () => {
    expect(isSigned({ ...request, headers }, [old, current], NOW)).to.equal(true);
    const older = signatureHeaders(request, old, NOW);
    expect(isSigned({ ...request, headers: older }, [current, old], NOW)).to.equal(true);
    expect(isSigned({ ...request, headers: older }, [current], NOW)).to.equal(false);
  });

  it('holds for five minutes either way', () => {
    const at = (seconds: number) => new Date(NOW.getTime() + seconds * 1000);
    for (const seconds of [-300, 0, 300])
      expect(isSigned({ ...request, headers }, [current], at(seconds))).to.equal(true);
    for (const seconds of [-301, 301])
      expect(isSigned({ ...request, headers }, [current], at(seconds))).to.equal(false);
  });

  const changed: Record<string, Partial<typeof request> & { headers?: Record<string, string | string[] | undefined> }> =
    {
      method: { method: 'PUT' },
      path: { path: '/v1/messages?a=2' },
      body: { body: '{"text":"您好!"}' },
      'key id': { headers: { ...headers, 'x-xiyue-key': 'g1' } },
      timestamp: { headers: { ...headers, 'x-xiyue-timestamp': '1795572001' } },
      'timestamp that is no number': { headers: { ...headers, 'x-xiyue-timestamp': ' 1795572000' } },
      nonce: { headers: { ...headers, 'x-xiyue-nonce': 'another' } },
      'missing nonce': { headers: { ...headers, 'x-xiyue-nonce': undefined } },
      'missing signature': { headers: { ...headers, 'x-xiyue-signature': undefined } },
      'empty signature': { headers: { ...headers, 'x-xiyue-signature': 'v1=' } },
      'cut signature': { headers: { ...headers, 'x-xiyue-signature': headers['x-xiyue-signature']!.slice(0, -2) } },
      'other scheme': {
        headers: { ...headers, 'x-xiyue-signature': headers['x-xiyue-signature']!.replace('v1', 'v2') },
      },
      'doubled header': { headers: { ...headers, 'x-xiyue-signature': [headers['x-xiyue-signature']!] } },
    };
  for (const [what, change] of Object.entries(changed)) {
    it(`is refused with another ${what}`, () => {
      expect(isSigned({ ...request, headers, ...change }, [old, current], NOW)).to.equal(false);
    });
  }

  it('is refused where no key is known', () => {
    expect(isSigned({ ...request, headers }, [], NOW)).to.equal(false);
  });
});
