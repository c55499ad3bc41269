import type { KindTexts } from '../../notifications/index.js';

const WHEN = ['reference', 'date', 'start', 'end', 'hall', 'phone', 'link'] as const;

const SAMPLE: KindTexts['sample'] = {
  'zh-CN': {
    reference: 'ML82K0WQ5T',
    date: '11月9日 周一',
    start: '09:00',
    end: '09:30',
    hall: '深圳市福田区婚姻登记处',
    phone: '0755-12345678',
    link: 'https://xiyue.example.gov.cn/a/ML82K0WQ5T/Zk3vQ0c1b2N4d5E6f7G8h9J0',
  },
  en: {
    reference: 'ML82K0WQ5T',
    date: 'Mon 9 Nov',
    start: '09:00',
    end: '09:30',
    hall: 'Futian Marriage Registry, Shenzhen',
    phone: '+86 755 1234 5678',
    link: 'https://xiyue.example.gov.cn/a/ML82K0WQ5T/Zk3vQ0c1b2N4d5E6f7G8h9J0',
  },
};

/** Where the link leads to booking. */
const BOOKING_SAMPLE: KindTexts['sample'] = {
  'zh-CN': { ...SAMPLE['zh-CN'], link: 'https://xiyue.example.gov.cn/book' },
  en: { ...SAMPLE.en, link: 'https://xiyue.example.gov.cn/book' },
};

type Tones = KindTexts['tones'];

function about(
  required: readonly (typeof WHEN)[number][],
  tones: Tones,
  sample: KindTexts['sample'] = SAMPLE,
): KindTexts {
  return { variables: WHEN, required, tones, sample };
}

const both = (text: { 'zh-CN': string; en: string }): Tones => ({ warm: text, neutral: text });

/** The standard words for what changes about an appointment. */
export const CHANGE_TEXTS = {
  confirmed: about(['reference', 'date', 'start', 'link'], {
    warm: {
      'zh-CN':
        '预约成功！{{date}} {{start}}–{{end}}，{{hall}}，编号 {{reference}}。免费办理，谨防代约。查看、改期或取消：{{link}} 咨询 {{phone}}',
      en: 'You are booked! {{date}} {{start}}–{{end}}, {{hall}}, reference {{reference}}. Free of charge; never pay a reseller. View, move or cancel: {{link}} Questions: {{phone}}',
    },
    neutral: {
      'zh-CN':
        '您的预约已确认：{{date}} {{start}}–{{end}}，{{hall}}，编号 {{reference}}。免费办理。查看或更改：{{link}} 咨询 {{phone}}',
      en: 'Your appointment is confirmed: {{date}} {{start}}–{{end}}, {{hall}}, reference {{reference}}. Free of charge. View or change: {{link}} Questions: {{phone}}',
    },
  }),
  rescheduled: about(
    ['reference', 'date', 'start', 'link'],
    both({
      'zh-CN': '已改期至 {{date}} {{start}}–{{end}}，{{hall}}，编号 {{reference}}。查看：{{link}}',
      en: 'Moved to {{date}} {{start}}–{{end}}, {{hall}}, reference {{reference}}. View: {{link}}',
    }),
  ),
  cancelled: about(
    ['reference', 'date', 'start'],
    both({
      'zh-CN': '编号 {{reference}} 的预约（{{date}} {{start}}，{{hall}}）已取消。',
      en: 'Appointment {{reference}} ({{date}} {{start}}, {{hall}}) has been cancelled.',
    }),
  ),
  calledOff: about(
    ['reference', 'date', 'start', 'link'],
    {
      warm: {
        'zh-CN':
          '非常抱歉，{{hall}}未能为您办理 {{date}} {{start}} 的预约，编号 {{reference}} 已取消，不计爽约。欢迎重新预约：{{link}} 咨询 {{phone}}',
        en: 'We are truly sorry: {{hall}} could not serve you on {{date}} at {{start}}. Appointment {{reference}} is cancelled and does not count as missed. To book again: {{link}} Questions: {{phone}}',
      },
      neutral: {
        'zh-CN':
          '很抱歉，{{hall}}未能办理 {{date}} {{start}} 的预约，编号 {{reference}} 已取消，不计爽约。重新预约：{{link}} 咨询 {{phone}}',
        en: 'We are sorry: {{hall}} could not serve you on {{date}} at {{start}}. Appointment {{reference}} is cancelled and does not count as missed. To book again: {{link}} Questions: {{phone}}',
      },
    },
    BOOKING_SAMPLE,
  ),
  moved: about(
    ['reference', 'date', 'start', 'link'],
    both({
      'zh-CN':
        '很抱歉，{{hall}}无法在您原来的时间办理。已为您改到 {{date}} {{start}}–{{end}}，编号 {{reference}}，不计改期次数。不方便请自行改期：{{link}} 咨询 {{phone}}',
      en: 'Sorry: {{hall}} cannot serve you at your time. You now have {{date}} {{start}}–{{end}}, reference {{reference}}; this does not count as a reschedule. To choose another time: {{link}} Questions: {{phone}}',
    }),
  ),
  closed: about(['reference', 'date', 'start', 'link'], {
    warm: {
      'zh-CN':
        '{{hall}} {{date}} {{start}} 的时段不再开放，很抱歉。您的预约 {{reference}} 仍有效，工作人员会联系您改期，也可自行改期：{{link}} 咨询 {{phone}}',
      en: 'We are sorry: {{date}} {{start}} at {{hall}} is no longer open. Your appointment {{reference}} still stands; staff will help you move it, or move it yourself: {{link}} Questions: {{phone}}',
    },
    neutral: {
      'zh-CN':
        '{{hall}} {{date}} {{start}} 的时段不再开放。您的预约 {{reference}} 仍有效，工作人员会联系您改期，也可自行改期：{{link}} 咨询 {{phone}}',
      en: '{{date}} {{start}} at {{hall}} is no longer open. Your appointment {{reference}} still stands; staff will help you move it, or move it yourself: {{link}} Questions: {{phone}}',
    },
  }),
  reopened: about(['reference', 'date', 'start'], {
    warm: {
      'zh-CN':
        '{{hall}} {{date}} {{start}} 的时段恢复办理，您的预约 {{reference}} 不变，请按原时间到场。给您添麻烦了。查看：{{link}} 咨询 {{phone}}',
      en: '{{hall}} will serve you on {{date}} at {{start}} after all. Your appointment {{reference}} stands as booked; sorry for the trouble. View: {{link}} Questions: {{phone}}',
    },
    neutral: {
      'zh-CN': '{{hall}} {{date}} {{start}} 的时段恢复办理，您的预约 {{reference}} 不变。查看：{{link}} 咨询 {{phone}}',
      en: '{{hall}} is open again on {{date}} at {{start}}. Your appointment {{reference}} stands. View: {{link}} Questions: {{phone}}',
    },
  }),
  missed: about(
    ['reference', 'date'],
    both({
      'zh-CN': '编号 {{reference}} 的预约（{{date}} {{start}}，{{hall}}）未到场，已记为爽约。如有误请致电 {{phone}}',
      en: 'Nobody came for appointment {{reference}} ({{date}} {{start}}, {{hall}}); it was noted as missed. If that is wrong, please call {{phone}}',
    }),
  ),
  blocked: {
    variables: [...WHEN, 'until'],
    required: ['reference', 'until', 'phone'],
    tones: both({
      'zh-CN':
        '编号 {{reference}} 的预约（{{date}}，{{hall}}）未到场。因多次爽约，{{until}} 前暂停网上预约，现场办理不受影响。有异议请致电 {{phone}}',
      en: 'Nobody came for appointment {{reference}} ({{date}}, {{hall}}). After several missed appointments online booking is paused until {{until}}; you may still come in person. To object: {{phone}}',
    }),
    sample: {
      'zh-CN': { ...SAMPLE['zh-CN'], until: '11月24日 周二' },
      en: { ...SAMPLE.en, until: 'Tue 24 Nov' },
    },
  },
} satisfies Record<string, KindTexts>;

/** The standard words for what lies ahead. */
export const REMINDER_TEXTS = {
  inThreeDays: about(['date', 'start', 'link'], {
    warm: {
      'zh-CN':
        '好日子快到了：{{date}} {{start}}–{{end}}，{{hall}}。请对照清单备齐证件。查看、改期或取消：{{link}} 咨询 {{phone}}',
      en: 'Your day is near: {{date}} {{start}}–{{end}}, {{hall}}. Check your documents against your list. View, move or cancel: {{link}} Questions: {{phone}}',
    },
    neutral: {
      'zh-CN':
        '提醒：您的预约在 {{date}} {{start}}–{{end}}，{{hall}}。请对照清单备齐证件。查看、改期或取消：{{link}} 咨询 {{phone}}',
      en: 'Reminder: your appointment is on {{date}} {{start}}–{{end}}, {{hall}}. Check your documents against your list. View, move or cancel: {{link}} Questions: {{phone}}',
    },
  }),
  tomorrow: about(['date', 'start'], {
    warm: {
      'zh-CN': '明天见！{{date}} {{start}}–{{end}}，{{hall}}，编号 {{reference}}。证件清单与路线：{{link}}',
      en: 'See you tomorrow! {{date}} {{start}}–{{end}}, {{hall}}, reference {{reference}}. What to bring and how to get there: {{link}}',
    },
    neutral: {
      'zh-CN': '提醒：明天 {{start}}–{{end}}，{{hall}}，编号 {{reference}}。证件清单与路线：{{link}}（{{date}}）',
      en: 'Reminder: tomorrow, {{date}} {{start}}–{{end}}, {{hall}}, reference {{reference}}. What to bring and how to get there: {{link}}',
    },
  }),
  today: about(['start', 'hall'], {
    warm: {
      'zh-CN': '就是今天！{{start}}–{{end}}，{{hall}}，编号 {{reference}}。请带好证件，路上注意安全：{{link}}',
      en: 'It is today! {{start}}–{{end}}, {{hall}}, reference {{reference}}. Bring your documents, travel safely: {{link}}',
    },
    neutral: {
      'zh-CN': '提醒：今天 {{start}}–{{end}}，{{hall}}，编号 {{reference}}。请带好证件：{{link}}',
      en: 'Reminder: today {{start}}–{{end}}, {{hall}}, reference {{reference}}. Please bring your documents: {{link}}',
    },
  }),
} satisfies Record<string, KindTexts>;
