import { expect } from 'chai';
import type { DivorceApplicationRecord } from '../../../src/features/divorce/index.js';
import { type PaperView, paperView } from '../../../src/features/divorce/papers/paper-view.js';
import { renderReceipt } from '../../../src/features/divorce/papers/receipt-paper.js';
import { renderRefusal } from '../../../src/features/divorce/papers/refusal-paper.js';
import { createI18n } from '../../../src/infrastructure/i18n.js';
import { readPdf, squash } from '../confirmation/support/read-pdf.js';
import { testHall } from '../../support/halls.js';
import { generateCouple } from '../../support/people.js';

const i18n = createI18n('locales');
const couple = generateCouple({ seed: 41 });
const ACCEPTED_AT = new Date('2026-08-19T02:00:00Z');

describe('the papers of a divorce', () => {
  it('print the four dates in both languages on one page, and neither name nor number in full', async () => {
    const { pages } = readPdf(await renderReceipt(view({ isProvisional: true })));
    const text = pages.join('');
    expect(pages).to.have.length(1);
    for (const words of [
      'LH-7K3M-9Q2P',
      '2026年8月19日',
      '2026年9月18日',
      '2026年9月19日',
      '2026年9月20日',
      '2026年10月19日',
    ])
      expect(text).to.include(squash(words));
    expect(text).to.include(squash('Friday 18 September 2026')).and.include(squash('尚未公布放假安排'));
    for (const { name, document } of couple) {
      expect(text).not.to.include(name);
      expect(text).not.to.include(document.number);
    }
  });

  it('leave out what is not so: no word of provisional dates when they are final', async () => {
    const { pages } = readPdf(await renderReceipt(view({})));
    expect(pages.join('')).not.to.include(squash('尚未公布放假安排'));
  });

  it('give the legal reason of a refusal and what can be done about it', async () => {
    const refusal = { reason: 'no-agreement' as const, note: '对房产分割未达成一致 <b>' };
    const { pages } = readPdf(await renderRefusal(view({ refusal })));
    for (const words of ['第一千零七十六条', '对房产分割未达成一致 <b>', '行政复议', 'within six months'])
      expect(pages.join('')).to.include(squash(words));
  });

  it('are the same bytes for the same dates, whatever else was changed', async () => {
    const changed = view({ updatedAt: new Date('2026-09-01T02:00:00Z') });
    const [first, second] = await Promise.all([renderReceipt(view({})), renderReceipt(changed)]);
    expect(first.equals(second)).to.equal(true);
  });
});

function view(overrides: Partial<DivorceApplicationRecord>): PaperView {
  const record = {
    acceptedOn: '2026-08-19',
    dates: { coolEnd: '2026-09-18', issueStart: '2026-09-19', firstOfficeDay: '2026-09-20', issueEnd: '2026-10-19' },
    isProvisional: false,
    history: [{ action: 'accepted', at: ACCEPTED_AT, actor: 'staff:r1' }],
    createdAt: ACCEPTED_AT,
    updatedAt: ACCEPTED_AT,
    parties: couple.map(({ role, document }) => ({ role, documentType: document.type })),
    ...overrides,
  } as DivorceApplicationRecord;
  const parties = couple.map(({ name, document }) => ({ name, number: document.number }));
  return paperView({ i18n }, { record, personal: { receiptNumber: 'LH-7K3M-9Q2P', parties }, hall: testHall() });
}
