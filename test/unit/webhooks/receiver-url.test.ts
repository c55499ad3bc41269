import { expect } from 'chai';
import { isPublicAddress } from '../../../src/features/notifications/index.js';
import { normalisedReceiver, receiverFault } from '../../../src/features/webhooks/endpoints/receiver-url.js';

const production = { isProduction: true };
const development = { isProduction: false };

describe('receiverFault', () => {
  for (const [address, inProduction, elsewhere] of [
    ['https://hooks.example.gov.cn/events', undefined, undefined],
    ['https://203.0.114.7/events', undefined, undefined],
    ['https://hooks.example.gov.cn:8443/events?tenant=1', undefined, undefined],
    ['http://hooks.example.gov.cn/events', 'url-insecure', 'url-insecure'],
    ['http://127.0.0.1:9000/events', 'url-insecure', undefined],
    ['http://localhost:9000/', 'url-insecure', undefined],
    ['https://localhost/events', 'url-private', undefined],
    ['https://10.1.2.3/events', 'url-private', undefined],
    ['https://169.254.169.254/latest/meta-data', 'url-private', undefined],
    ['https://0x7f.1/events', 'url-private', undefined],
    ['https://2130706433/events', 'url-private', undefined],
    ['https://[::1]/events', 'url-private', undefined],
    ['https://[::ffff:10.0.0.1]/events', 'url-private', undefined],
    ['https://[fd00::1]/events', 'url-private', undefined],
    ['https://intranet/events', 'url-private', undefined],
    ['https://metadata.google.internal/', 'url-private', undefined],
    ['https://user:secret@hooks.example.gov.cn/', 'url-credentials', 'url-credentials'],
    ['ftp://hooks.example.gov.cn/', 'url-insecure', 'url-insecure'],
    ['javascript:alert(1)', 'url-insecure', 'url-insecure'],
    ['hooks.example.gov.cn/events', 'url-unreadable', 'url-unreadable'],
    [`https://hooks.example.gov.cn/${'a'.repeat(500)}`, 'url-unreadable', 'url-unreadable'],
  ] as const) {
    it(`says ${inProduction ?? 'nothing'} of ${address.slice(0, 60)} in production, ${elsewhere ?? 'nothing'} elsewhere`, () => {
      expect(receiverFault(address, production)).to.equal(inProduction);
      expect(receiverFault(address, development)).to.equal(elsewhere);
    });
  }
});

describe('receiverFault where networks of our own are named', () => {
  const inside = { isProduction: true, networks: ['10.20.0.0/16'] };

  it('lets a receiver in them pass, and names that may lead there', () => {
    for (const host of ['10.20.3.4', 'platform.internal', 'platform'])
      expect(receiverFault(`https://${host}/events`, inside)).to.equal(undefined);
  });

  it('keeps every other network and this machine out, and TLS in', () => {
    for (const host of ['10.21.0.1', '169.254.169.254', '127.0.0.1', 'localhost'])
      expect(receiverFault(`https://${host}/events`, inside)).to.equal('url-private');
    expect(receiverFault('http://10.20.3.4/events', inside)).to.equal('url-insecure');
  });
});

describe('normalisedReceiver', () => {
  it('writes one address one way', () => {
    expect(normalisedReceiver('HTTPS://Hooks.Example.gov.cn:443/events#top')).to.equal(
      'https://hooks.example.gov.cn/events',
    );
  });
});

describe('isPublicAddress', () => {
  const PUBLIC = ['8.8.8.8', '172.15.255.255', '172.32.0.1', '100.63.0.1', '2400:3200::1', '::ffff:8.8.8.8'];
  const OURS = [
    ...['0.0.0.0', '10.255.0.1', '100.64.0.1', '127.0.0.1', '169.254.169.254', '172.16.0.1', '172.31.255.255'],
    ...['192.168.1.1', '198.18.0.1', '224.0.0.1', '255.255.255.255'],
    ...[
      '::',
      '::1',
      '::ffff:127.0.0.1',
      'fe80::1',
      'fc00::1',
      'ff02::1',
      '2002:a00:1::',
      '64:ff9b::a00:1',
      '2001:db8::1',
    ],
    ...['', 'example.org'],
  ];
  for (const address of PUBLIC) it(`lets ${address} pass`, () => expect(isPublicAddress(address)).to.equal(true));
  for (const address of OURS) it(`keeps '${address}' out`, () => expect(isPublicAddress(address)).to.equal(false));
});
