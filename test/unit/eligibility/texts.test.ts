import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import { createI18n } from '../../../src/infrastructure/i18n.js';
import { documentProblems, documentText, documentTypes, reasonText } from '../../../src/features/eligibility/index.js';
import type { Finding } from '../../../src/features/eligibility/index.js';

const LANGUAGES = ['zh-CN', 'en'] as const;
const i18n = createI18n('locales');

function keysOf(value: unknown, prefix = ''): string[] {
  if (typeof value !== 'object' || value === null) return [prefix];
  return Object.entries(value).flatMap(([key, child]) => keysOf(child, prefix ? `${prefix}.${key}` : key));
}

const texts = (language: string): unknown =>
  JSON.parse(readFileSync(`locales/${language}/eligibility.json`, 'utf8')) as unknown;

describe('words for the rules', () => {
  it('says the same things in both languages', () => {
    expect(keysOf(texts('en'))).to.have.members(keysOf(texts('zh-CN')));
  });

  for (const language of LANGUAGES) {
    it(`leaves nothing open in a refusal (${language})`, () => {
      const t = i18n.fixedT(language);
      const window = { from: '2026-09-01', to: '2026-09-30' };
      const params = { role: 'female', hall: '南山', phone: '0755-1', years: 20, most: 2, ...window };
      const reasons = (texts(language) as { reasons: Record<string, string> }).reasons;
      for (const code of Object.keys(reasons)) {
        const finding: Finding = { code, params };
        const text = reasonText(finding, t);
        expect(text, code).to.have.length.above(8);
        expect(text, code).to.not.match(/\{\{|\$t|eligibility:|undefined/);
      }
    });

    it(`has words for every document problem and kind of document (${language})`, () => {
      const t = i18n.fixedT(language);
      for (const code of documentProblems) {
        expect(t(`validation:document-${code}`), code).to.not.match(/^document-/);
        expect(reasonText({ code: `document-${code}`, params: { role: 'male' } }, t), code).to.not.include('reasons.');
      }
      for (const type of documentTypes) expect(t(`eligibility:documentTypes.${type}`)).to.not.include('documentTypes.');
    });
  }

  it('names the rule, the person, the day and what to do', () => {
    const finding = { code: 'under-age', party: 0, params: { role: 'male', years: 22, from: '2026-09-01' } } as const;
    expect(reasonText(finding, i18n.fixedT('zh-CN')))
      .to.include('民法典第一千零四十七条')
      .and.include('男方到 2026-09-01 满 22 周岁');
    expect(reasonText(finding, i18n.fixedT('en')))
      .to.include('the man turns 22 on 2026-09-01')
      .and.include('2026-09-01');
  });

  it('counts the photographs', () => {
    expect(documentText({ party: 0, code: 'photos-joint', params: { count: 3 } }, i18n.fixedT('en'))).to.match(
      /^3 two-inch/,
    );
  });
});
