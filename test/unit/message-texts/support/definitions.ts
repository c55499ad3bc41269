import type { KindTexts } from '../../../../src/features/notifications/index.js';
import type { TextKind } from '../../../../src/features/message-texts/index.js';

export const reminderTexts: KindTexts = {
  variables: ['date', 'start', 'hall', 'reference', 'link'],
  required: ['date', 'start'],
  tones: {
    warm: {
      'zh-CN': '{{date}} {{start}} 就要登记啦！{{hall}}，编号 {{reference}}。材料清单：{{link}}',
      en: 'Your big day is {{date}} at {{start}}, {{hall}}, reference {{reference}}. What to bring: {{link}}',
    },
    neutral: {
      'zh-CN': '您的预约：{{date}} {{start}}，{{hall}}，编号 {{reference}}。材料清单：{{link}}',
      en: 'Your appointment: {{date}} {{start}}, {{hall}}, reference {{reference}}. What to bring: {{link}}',
    },
  },
  sample: {
    'zh-CN': {
      date: '8月19日',
      start: '09:30',
      hall: '福田区婚姻登记处',
      reference: 'XY-7K3M-9Q2P',
      link: 'https://xiyue.example/m/XY-7K3M-9Q2P/abcdefghijkl',
    },
    en: {
      date: '19 Aug',
      start: '09:30',
      hall: 'Futian Marriage Registry',
      reference: 'XY-7K3M-9Q2P',
      link: 'https://xiyue.example/m/XY-7K3M-9Q2P/abcdefghijkl',
    },
  },
};

export const reminder: TextKind = {
  kind: 'reminder-3-days',
  urgency: 'reminder',
  title: { 'zh-CN': '提前三天提醒', en: 'Reminder three days before' },
  texts: reminderTexts,
};

export const code: TextKind = {
  kind: 'verification-code',
  urgency: 'code',
  title: { 'zh-CN': '验证码', en: 'Verification code' },
  texts: {
    variables: ['code', 'minutes'],
    required: ['code'],
    tones: {
      plain: {
        'zh-CN': '验证码 {{code}}，{{minutes}} 分钟内有效，仅可使用一次。工作人员不会向您索要验证码。',
        en: 'Your code is {{code}}. It works once, for {{minutes}} minutes. Our staff never ask for it.',
      },
    },
    sample: { 'zh-CN': { code: '482913', minutes: 5 }, en: { code: '482913', minutes: 5 } },
  },
};
