import type { KindTexts } from '../../notifications/index.js';

const VARIABLES = ['hall', 'phone', 'lastFour', 'until', 'from', 'to', 'link'] as const;

const SAMPLE: KindTexts['sample'] = {
  'zh-CN': {
    hall: '深圳市福田区婚姻登记处',
    phone: '0755-12345678',
    lastFour: 'K7M2',
    until: '2026年9月18日 星期五',
    from: '2026年9月20日 星期日',
    to: '2026年10月19日 星期一',
    link: 'https://xiyue.example.gov.cn/receipt',
  },
  en: {
    hall: 'Futian Marriage Registry, Shenzhen',
    phone: '+86 755 1234 5678',
    lastFour: 'K7M2',
    until: 'Friday, 18 September 2026',
    from: 'Sunday, 20 September 2026',
    to: 'Monday, 19 October 2026',
    link: 'https://xiyue.example.gov.cn/receipt',
  },
};

/** None says what it is about: somebody else may read the screen. */
function neutral(required: readonly (typeof VARIABLES)[number][], plain: { 'zh-CN': string; en: string }): KindTexts {
  return { variables: VARIABLES, required, tones: { plain }, sample: SAMPLE };
}

export const DIVORCE_TEXTS = {
  accepted: neutral(['lastFour', 'from', 'to'], {
    'zh-CN':
      '{{hall}}：您的申请已受理，回执编号尾号 {{lastFour}}。可于 {{from}} 至 {{to}} 凭回执办理下一步，各项日期以回执为准。查询进度 {{link}} 咨询 {{phone}}',
    en: '{{hall}}: your application was accepted; the receipt number ends in {{lastFour}}. The next step is possible from {{from}} to {{to}} with the receipt; the dates printed on it count. Where it stands: {{link}} Questions: {{phone}}',
  }),
  ended: neutral(['lastFour'], {
    'zh-CN': '{{hall}}：回执编号尾号 {{lastFour}} 的申请已经终止，无需再到场。如有疑问请致电 {{phone}}',
    en: '{{hall}}: the application whose receipt number ends in {{lastFour}} has ended; nobody needs to come. Questions: {{phone}}',
  }),
  datesChanged: neutral(['lastFour', 'from', 'to'], {
    'zh-CN':
      '{{hall}}：回执编号尾号 {{lastFour}} 的办理日期已按国务院公布的放假安排重新计算：{{from}} 至 {{to}}。可持证件到登记处换领回执。查询进度 {{link}} 咨询 {{phone}}',
    en: '{{hall}}: the dates of the receipt ending in {{lastFour}} were computed again from the holidays now announced: {{from}} to {{to}}. You can exchange the receipt at the registry. Where it stands: {{link}} Questions: {{phone}}',
  }),
  coolingEnding: neutral(['lastFour', 'until'], {
    'zh-CN':
      '{{hall}}：提醒，回执编号尾号 {{lastFour}} 的第一段期限到 {{until}} 下班时为止，有变化请在此之前到登记处办理。之后从 {{from}} 起可以办理下一步。查询进度 {{link}} 咨询 {{phone}}',
    en: '{{hall}}: the first period of the receipt ending in {{lastFour}} ends at close of business on {{until}}; any change has to reach the registry by then. Next step from {{from}}. Where it stands: {{link}} Questions: {{phone}}',
  }),
  windowOpen: neutral(['lastFour', 'to'], {
    'zh-CN':
      '{{hall}}：回执编号尾号 {{lastFour}} 现在可以办理下一步，期限到 {{to}} 为止。还没有预约的，请凭回执编号预约，双方带好证件和回执到场。查询进度 {{link}} 咨询 {{phone}}',
    en: '{{hall}}: the next step for the receipt ending in {{lastFour}} is possible now, until {{to}}. If no appointment is booked yet, please book with the receipt number; both of you bring documents and receipt. Where it stands: {{link}} Questions: {{phone}}',
  }),
  windowClosing: neutral(['lastFour', 'to'], {
    'zh-CN':
      '{{hall}}：回执编号尾号 {{lastFour}} 的办理期限到 {{to}} 为止，目前还没有预约。期限内最后五个工作日不用预约，双方可直接到场。查询进度 {{link}} 咨询 {{phone}}',
    en: '{{hall}}: the dates of the receipt ending in {{lastFour}} end on {{to}} and no appointment is booked yet. In the last five working days both of you can come without one. Where it stands: {{link}} Questions: {{phone}}',
  }),
  lastCall: neutral(['lastFour', 'to'], {
    'zh-CN':
      '{{hall}}：回执编号尾号 {{lastFour}} 的办理期限到 {{to}} 下班时为止，不用预约，双方可直接到场。过期后要重新申请。咨询 {{phone}}',
    en: '{{hall}}: the dates of the receipt ending in {{lastFour}} end at close of business on {{to}}. Both of you can come without an appointment; later it takes a new application. Questions: {{phone}}',
  }),
} satisfies Record<string, KindTexts>;
