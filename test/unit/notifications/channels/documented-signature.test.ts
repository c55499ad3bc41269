import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import { parseKeysWithIds } from '../../../../src/config/key-material.js';
import { isSigned } from '../../../../src/features/notifications/channels/signed-request.js';
import { gatewayRequest } from '../../../../src/features/notifications/channels/sms/gateway-request.js';

const document = readFileSync('docs/message-channels.md', 'utf8');
const headers = Object.fromEntries(
  [...document.matchAll(/^(x-xiyue-\w+): (\S+)$/gm)].map(([, name, value]) => [name!, value!]),
);
const body = /^\{"id":.*$/m.exec(document)?.[0] ?? '';
const path = /^\/v1\S*$/m.exec(document)?.[0] ?? '';
const keys = parseKeysWithIds(/^g1:\S+$/m.exec(document)?.[0] ?? '');

describe('the example of docs/message-channels.md', () => {
  it('is a signature that the product itself takes', () => {
    const at = new Date(Number(headers['x-xiyue-timestamp']) * 1000);
    expect(isSigned({ method: 'POST', path, body, headers }, keys, at)).to.equal(true);
    expect(isSigned({ method: 'POST', path, body: `${body} `, headers }, keys, at)).to.equal(false);
  });

  it('has the members that the product sends', () => {
    const message = { id: 'm', kind: 'k', to: '+8613800138000', language: 'zh-CN' as const, text: 't' };
    const template = { carrierCode: 'SMS_17', parameters: [] };
    const sent = gatewayRequest({ ...message, template }, { signature: '喜约', templates: 'numbered' });
    expect(Object.keys(JSON.parse(body))).to.deep.equal(Object.keys(sent));
  });
});
