import { expect } from 'chai';
import type { AppointmentRecord } from '../../../src/features/appointments/index.js';
import type { Language } from '../../../src/infrastructure/language.js';
import { appointment, appointmentKinds } from './support/appointments.js';

const CHECKLIST: AppointmentRecord['checklist'] = [
  { party: 0, code: 'resident-id' },
  { party: 0, code: 'soldier-card' },
  { party: 0, code: 'photos-joint', params: { count: 3 } },
  { party: 1, code: 'foreign-passport' },
  { party: 1, code: 'single-certificate-apostille' },
];
const PARTIES: AppointmentRecord['parties'] = [
  { role: 'male', documentType: 'resident-id' },
  { role: 'female', documentType: 'passport' },
];

describe('the checklist in letters about appointments', () => {
  const source = appointmentKinds();

  it('stands in the one three days before and in no other', () => {
    const holding = source.definitions.filter(({ kind }) => letter(kind)?.sections?.some(({ lists }) => lists));
    expect(holding.map(({ kind }) => kind)).to.deep.equal(['appointment-in-three-days']);
  });

  for (const [language, heading, expected] of [
    ['zh-CN', '请携带', { 男方: [/居民身份证/], 女方: [/^护照/, /附加证明书/], 照片: [/合影 3 张/] }],
    ['en', 'What to bring', { Man: [/identity card/i], Woman: [/passport/i, /apostille/i], Photos: [/three/i] }],
  ] as const)
    it(`has what these two bring, without what tells that somebody serves, in ${language}`, () => {
      const { heading: title, lists = [] } = listIn({ language });
      expect(title).to.equal(heading);
      expect(lists.map((list) => list.heading)).to.deep.equal(Object.keys(expected));
      const patterns = Object.values<readonly RegExp[]>(expected);
      for (const [index, { items }] of lists.entries()) {
        expect(items).to.have.length(patterns[index]?.length ?? 0);
        for (const [at, item] of items.entries()) expect(item).to.match(patterns[index]?.[at] ?? /never/);
      }
    });

  it('says that it stands below and that there may be more, to everybody alike', () => {
    const civilian = CHECKLIST.filter(({ code }) => !code.startsWith('soldier-'));
    for (const [language, expected] of [
      ['zh-CN', /下面的清单.*其他材料，见预约页/],
      ['en', /this list\. Any further ones are listed on the appointment’s page/],
    ] as const) {
      const list = listIn({ language });
      expect(list.text).to.match(expected);
      expect(listIn({ language, as: { checklist: civilian } })).to.deep.equal(list);
    }
  });

  it('says no word of divorce where the appointment is spoken of quietly', () => {
    const quiet = [
      { business: 'counselling', checklist: [{ party: 0, code: 'resident-id' }] },
      {
        business: 'reissue-divorce',
        checklist: [
          { party: 0, code: 'declaration-reissue' },
          { party: 0, code: 'photos-single', params: { count: 2 } },
        ],
      },
    ] as const;
    for (const { business, checklist } of quiet)
      for (const language of ['zh-CN', 'en'] as const) {
        const words = JSON.stringify(
          letter('appointment-in-three-days', { language, as: { business, checklist: [...checklist] } }),
        );
        expect(words, business).not.to.match(/离婚|divorce|counsell|辅导/i);
        expect(words, business).to.match(/男方|Man/);
      }
  });

  function listIn(wish: Parameters<typeof letter>[1]) {
    const [section] = letter('appointment-in-three-days', wish)?.sections ?? [];
    return section ?? expect.fail('the letter has no section');
  }

  function letter(
    kind: string,
    { language = 'zh-CN', as = {} }: { language?: Language; as?: Partial<AppointmentRecord> } = {},
  ) {
    const subject = appointment({
      date: '2026-11-09',
      start: '09:00',
      bookedAt: '2026-10-26T09:00:00+08:00',
      email: 'li@example.com',
      as: { parties: PARTIES, checklist: CHECKLIST, ...as },
    });
    const definition = source.definitions.find((each) => each.kind === kind);
    const recipient = { role: 'contact-mail', channel: 'email', address: 'x', addressHash: 'x', language } as const;
    return definition?.mail?.(subject, { recipient, dueAt: new Date(0) }, language);
  }
});
