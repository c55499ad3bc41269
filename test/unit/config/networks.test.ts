import { expect } from 'chai';
import { parseNetworks } from '../../../src/config/networks.js';

describe('WEBHOOK_NETWORKS', () => {
  it('lists networks of both families', () => {
    expect(parseNetworks('10.20.0.0/16, fd00:1::/32')).to.deep.equal(['10.20.0.0/16', 'fd00:1::/32']);
  });

  for (const wrong of ['10.20.0.0', '10.20.0.0/33', '10.300.0.0/16', '0.0.0.0/0', 'intranet/16', '10.20.0.0/16,'])
    it(`takes ${wrong} for a mistake`, () => {
      expect(() => parseNetworks(wrong)).to.throw('no network such as');
    });
});
