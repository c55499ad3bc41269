import { expect } from 'chai';

import {
  renderSlip,
  type ConfirmationBusiness,
  type ConfirmationView,
} from '../../../src/features/confirmation/index.js';
import { confirmationView, translate } from './support/confirmation-views.js';
import { readPdf, squash, type ReadPdf } from './support/read-pdf.js';

const PAYLOAD = `eyJhbGciOiJFZERTQSJ9.${'aB3_-'.repeat(48)}`;
const MAX_BYTES = 200_000;

function render(changes: Partial<ConfirmationView> = {}): Promise<Buffer> {
  const view = confirmationView(changes);
  return renderSlip(view, { t: translate(view.language), qrPayload: PAYLOAD });
}

async function read(changes: Partial<ConfirmationView> = {}): Promise<ReadPdf> {
  return readPdf(await render(changes));
}

function expectText({ pages }: ReadPdf, ...texts: string[]): void {
  for (const text of texts) expect(pages.join('')).to.include(squash(text));
}

describe('renderSlip', () => {
  it('prints everything a couple needs, in Chinese', async () => {
    const view = confirmationView();
    const slip = await read();
    expectText(slip, view.reference, '结婚登记', '网上预约', '全国通办');
    expectText(slip, '2026年8月19日', '星期三', '农历丙午年七月初七', '09:00 – 09:30');
    expectText(slip, '男方欧阳*', '女方𬌗*', '440***********1512', '港澳居民来往内地通行证', 'H01****567');
    expectText(slip, view.hall.name, view.hall.address, view.hall.phone, view.hall.transport ?? '');
    for (const { text } of view.parties.flatMap(({ documents }) => documents)) expectText(slip, text);
    expectText(slip, '两寸红底双方免冠合影 3 张', '请于 08:30 至 09:15 到场签到', '迟到超过 15 分钟');
    expectText(slip, '请在 2026年8月18日 23:59 前取消', '30 天内爽约满 2 次，预约双方 15 天内不能再预约');
    expectText(slip, '同意预约不等于同意受理', '不收取任何费用', '倒卖号源');
    expect(slip.pages).to.have.length(1);
  });

  it('prints the same in English', async () => {
    const slip = await read({ language: 'en' });
    expectText(slip, 'Marriage registration', '19 August 2026', 'Wednesday', 'Lunar calendar: month 7, day 7');
    expectText(slip, 'Three two-inch photos', 'check in between 08:30 and 09:15', 'before 18 August 2026 23:59');
    expectText(
      slip,
      'After 2 missed appointments within 30 days',
      'not agreeing to accept',
      'free of charge',
      'do not pay',
    );
  });

  it('names a leap month', async () => {
    const start = new Date('2025-07-30T09:00:00+08:00');
    expectText(await read({ start }), '农历乙巳年闰六月初六');
    expectText(await read({ start, language: 'en' }), 'leap month 6, day 6');
  });

  it('shows a hall’s own clock and says which it is', async () => {
    const hall = { ...confirmationView().hall, timeZone: 'Asia/Urumqi' };
    expectText(await read({ hall }), '07:00 – 07:30', '当地时间 UTC+06:00');
    expect((await read()).pages.join('')).not.to.include('UTC');
  });

  it('stays under 200 kB with two subset fonts and nothing else embedded', async () => {
    const bytes = await render();
    expect(bytes.length).to.be.below(MAX_BYTES);
    const { fonts, dictionaries } = readPdf(bytes);
    expect(fonts.map((name) => name.replace(/^[A-Z]{6}\+/, ''))).to.have.members([
      'NotoSansSC-Regular',
      'NotoSansSC-Bold',
    ]);
    expect(fonts.every((name) => /^[A-Z]{6}\+/.test(name))).to.equal(true);
    expect(dictionaries.filter((dictionary) => dictionary.includes('/FontFile2'))).to.have.length(2);
    expect(dictionaries.some((dictionary) => dictionary.includes('Helvetica'))).to.equal(false);
  });

  it('is tagged, titled and says its language; the code has a text alternative', async () => {
    const all = (await read({ language: 'en' })).dictionaries.join('\n');
    expect(all).to.include('/Lang (en)').and.include('/DisplayDocTitle true').and.include('/Marked true');
    expect(all).to.include('Appointment slip XY7K-9M2P-4T');
    for (const tag of ['Document', 'H1', 'H2', 'H3', 'L', 'LI', 'LBody', 'Figure'])
      expect(all).to.include(`/S /${tag}\n`);
    expect(all).to.include('/Alt (Check-in code.');
  });

  it('gives the same view the same bytes', async () => {
    expect((await render()).equals(await render())).to.equal(true);
  });

  it('renders side by side without mixing documents', async () => {
    const names = ['赵*', '钱*', '孙*', '李*'];
    const [, woman] = confirmationView().parties;
    const slips = await Promise.all(
      names.map((name) =>
        read({ parties: [{ role: 'male', document: woman?.document ?? never(), documents: [], name }] }),
      ),
    );
    slips.forEach((slip, index) => {
      expectText(slip, names[index] ?? never());
      for (const other of names.filter((name) => name !== names[index]))
        expect(slip.pages.join('')).not.to.include(other);
    });
  });

  it('replaces a character the font lacks by its number, and explains it', async () => {
    const [man, woman] = confirmationView().parties;
    const parties = [
      { ...(man ?? never()), name: '㛃*' },
      { ...(woman ?? never()), name: '𠮷*' },
    ];
    expectText(await read({ parties }), '男方㛃*', '女方<U+20BB7>*', '带尖括号的编号（U+20BB7）');
    expect((await read()).pages.join('')).not.to.include('尖括号');
  });

  it('never prints the font’s empty box, whatever text it is given', async () => {
    const hostile = '𠮷🎉\u0007\uE000\u0E01\u202E<b>{{x}}</b>';
    const view = confirmationView();
    const hall = { ...view.hall, name: hostile, address: hostile, transport: hostile };
    const parties = view.parties.map((party) => ({
      ...party,
      name: hostile,
      documents: [{ code: 'x', text: hostile }],
    }));
    const slip = await read({ hall, parties });
    expectText(slip, '<U+20BB7><U+1F389><U+E000>', '<b>{{x}}</b>');
    expect(slip.pages.join('')).not.to.match(/[\0\uFFFD]/);
  });

  it('runs on to a second page without losing a line', async () => {
    const [man, woman] = confirmationView().parties;
    const documents = Array.from({ length: 40 }, (_, index) => ({
      code: String(index),
      text: `第${String(index)}项：${'需要携带的材料'.repeat(6)}。`,
    }));
    const slip = await read({ parties: [{ ...(man ?? never()), documents }, woman ?? never()] });
    expect(slip.pages.length).to.be.within(2, 3);
    for (const { text } of documents) expectText(slip, text);
    slip.pages.forEach((page, index) =>
      expect(page).to.include(`第${String(index + 1)}页，共${String(slip.pages.length)}页`),
    );
  });

  for (const business of [
    'divorce-application',
    'divorce-issue',
    'reissue-divorce',
    'counselling',
  ] satisfies ConfirmationBusiness[]) {
    it(`keeps the slip of ${business} plain`, async () => {
      const text = (await read({ business })).pages.join('');
      expect(text).not.to.match(/喜|囍|合影/);
    });
  }

  it('prints no code, checklist or rules on a cancelled appointment', async () => {
    const slip = await read({ state: 'cancelled' });
    expectText(slip, '此预约已取消', '2026年8月19日', 'XY7K-9M2P-4T');
    expect(slip.pages.join('')).not.to.match(/请携带|须知|扫码/);
    expect(slip.dictionaries.some((dictionary) => dictionary.includes('/S /Figure'))).to.equal(false);
  });
});

function never(): never {
  throw new Error('the sample view has two parties');
}
