import type { DirectDefinition } from '../notifications/index.js';

/** To the phone that is left behind, which nothing on record names any more. */
const contactChanged: DirectDefinition = {
  kind: 'contact-changed',
  urgency: 'news',
  title: { 'zh-CN': '联系手机已更换', en: 'Contact phone changed' },
  texts: {
    variables: ['phone'],
    required: ['phone'],
    tones: {
      plain: {
        'zh-CN': '您预约的联系手机号已更换为 {{phone}}。如果不是您本人操作，请立即联系您预约的登记处。',
        en: 'The contact phone of your appointment was changed to {{phone}}. If this was not you, contact the registry you booked at once.',
      },
    },
    sample: { 'zh-CN': { phone: '138****8000' }, en: { phone: '138****8000' } },
  },
};

const privacyAnswered: DirectDefinition = {
  kind: 'privacy-answered',
  urgency: 'news',
  title: { 'zh-CN': '个人信息申请已答复', en: 'Privacy request answered' },
  texts: {
    variables: ['number', 'link'],
    required: ['number', 'link'],
    tones: {
      plain: {
        'zh-CN': '您的申请 {{number}} 已有答复，请在“我的个人信息”页面查看：{{link}}',
        en: 'Your request {{number}} has been answered. See it on the page “Your information”: {{link}}',
      },
    },
    sample: {
      'zh-CN': { number: 'PR-20261109-0001', link: 'https://xiyue.example.gov.cn/privacy' },
      en: { number: 'PR-20261109-0001', link: 'https://xiyue.example.gov.cn/privacy' },
    },
  },
};

export const privacyKinds: readonly DirectDefinition[] = [contactChanged, privacyAnswered];
