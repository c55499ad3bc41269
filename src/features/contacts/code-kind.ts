import type { DirectDefinition } from '../notifications/index.js';

export const CODE_MINUTES = 5;

/** The six digits that prove a phone; whoever asked for them is waiting. */
export const codeKind: DirectDefinition = {
  kind: 'verification-code',
  urgency: 'code',
  title: { 'zh-CN': '验证码', en: 'Verification code' },
  texts: {
    variables: ['code', 'minutes'],
    required: ['code', 'minutes'],
    tones: {
      plain: {
        'zh-CN': '验证码 {{code}}，{{minutes}} 分钟内有效，仅可使用一次。工作人员不会向您索要验证码。',
        en: 'Your code is {{code}}. It works once, for {{minutes}} minutes. Our staff never ask for it.',
      },
    },
    sample: { 'zh-CN': { code: '482913', minutes: CODE_MINUTES }, en: { code: '482913', minutes: CODE_MINUTES } },
  },
};
