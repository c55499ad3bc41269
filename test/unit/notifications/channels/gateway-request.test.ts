import { expect } from 'chai';
import { ChannelFailure } from '../../../../src/features/notifications/channels/channel.js';
import { gatewayRequest } from '../../../../src/features/notifications/channels/sms/gateway-request.js';

const message = {
  id: 'm1',
  kind: 'verification-code',
  to: '13812345678',
  language: 'zh-CN' as const,
  text: '您的验证码是 123456',
  template: { carrierCode: 'SMS_17', parameters: ['123456', '5'] },
};
const numbered = { signature: '喜约', templates: 'numbered' as const };

describe('what the gateway is handed', () => {
  it('is the filed template with its parameters, and the words', () => {
    expect(gatewayRequest(message, numbered)).to.deep.equal({
      id: 'm1',
      to: '+8613812345678',
      signature: '喜约',
      templateCode: 'SMS_17',
      parameters: ['123456', '5'],
      text: '您的验证码是 123456',
    });
  });

  it('tells where to report to, if reports are taken', () => {
    const callbackUrl = 'https://xiyue.example/callbacks/sms/reports';
    expect(gatewayRequest(message, { ...numbered, callbackUrl })).to.include({ callbackUrl });
  });

  it('is refused for good when the carrier needs a template that nobody has filed', () => {
    const { template: _, ...unfiled } = message;
    for (const one of [unfiled, { ...message, template: { parameters: [] } }])
      expect(failureOf(() => gatewayRequest(one, numbered))).to.include({
        code: 'template-unregistered',
        isPermanent: true,
      });
  });

  it('needs no template where the carrier takes the words', () => {
    const { template: _, ...unfiled } = message;
    const handed = gatewayRequest(unfiled, { ...numbered, templates: 'text' });
    expect(handed).to.deep.include({ text: message.text, parameters: [] }).and.not.have.property('templateCode');
  });

  it('takes the signature that a text brings, once', () => {
    const handed = (text: string) => gatewayRequest({ ...message, text }, numbered);
    expect(handed('【福田区婚姻登记处】您的申请已受理。\n回执尾号 1234')).to.include({
      signature: '福田区婚姻登记处',
      text: '您的申请已受理。\n回执尾号 1234',
    });
    expect(handed('请看【须知】')).to.include({ signature: '喜约', text: '请看【须知】' });
  });

  for (const [to, expected] of [
    ['19912345678', '+8619912345678'],
    ['+85291234567', '+85291234567'],
    ['+8613812345678', '+8613812345678'],
  ] as const) {
    it(`calls ${to} as ${expected}`, () => {
      expect(gatewayRequest({ ...message, to }, numbered).to).to.equal(expected);
    });
  }

  for (const to of [
    '12812345678',
    '1381234567',
    '138123456789',
    '85291234567',
    '+0123456789',
    '',
    'somebody@example.com',
  ]) {
    it(`calls nobody at ${to || 'nothing'}`, () => {
      const failure = failureOf(() => gatewayRequest({ ...message, to }, numbered));
      expect(failure).to.include({ code: 'number-unusable', isPermanent: true });
      if (to) expect(failure?.message).to.not.include(to);
    });
  }
});

function failureOf(act: () => unknown): ChannelFailure | undefined {
  try {
    act();
  } catch (error) {
    if (error instanceof ChannelFailure) return error;
    throw error;
  }
  return undefined;
}
