import type { I18n } from '../../../infrastructure/i18n.js';
import { dateFilters } from '../../../infrastructure/view-dates.js';
import { maskDocumentNumber, maskName } from '../../eligibility/index.js';
import type { Hall } from '../../halls/index.js';
import type { DivorceApplicationRecord, DivorcePersonal } from '../divorce-application.model.js';
import type { BothLanguages } from './paper.js';

/** What a paper is made from. Names and numbers are masked: papers lie on tables. */
export interface PaperView {
  record: DivorceApplicationRecord;
  personal: DivorcePersonal;
  hall: Hall;
  say: (key: string, params?: Record<string, string | number | BothLanguages>) => BothLanguages;
  day: (date: string) => BothLanguages;
}

export function paperView(
  { i18n }: { i18n: I18n },
  source: Pick<PaperView, 'record' | 'personal' | 'hall'>,
): PaperView {
  const zh = i18n.fixedT('zh-CN');
  const en = i18n.fixedT('en');
  return {
    ...source,
    say: (key, params = {}) => ({
      zh: zh(`divorce:papers.${key}`, inLanguage(params, 'zh')),
      en: en(`divorce:papers.${key}`, inLanguage(params, 'en')),
    }),
    day: (date) => ({ zh: dateFilters('zh-CN').day(date), en: dateFilters('en').day(date) }),
  };
}

/** One row for each of the two. */
export function partyRows({ record, personal, say }: PaperView): { label: BothLanguages; value: string }[] {
  return record.parties.map(({ role }, index) => {
    const { name = '', number = '' } = personal.parties[index] ?? {};
    return { label: say(`party.${role}`), value: `${maskName(name)}  ${maskDocumentNumber(number)}` };
  });
}

function inLanguage(
  params: Record<string, string | number | BothLanguages>,
  language: keyof BothLanguages,
): Record<string, string | number> {
  return Object.fromEntries(
    Object.entries(params).map(([name, value]) => [name, typeof value === 'object' ? value[language] : value]),
  );
}
