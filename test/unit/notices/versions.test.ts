import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import { NOTICE_VERSIONS, type NoticeName, NOTICES, noticesOfConsent } from '../../../src/features/notices/index.js';

type Text = Record<string, unknown>;

/** What each published version says, in both languages. A text that changes in substance needs a new version, not a new print. */
const PRINTS: Record<string, string> = {
  'privacy 2026-11-27': 'e6989a30af23b5d2',
  'privacy 2026-11-26': 'cfcdf1f59fc68fbd',
  'privacy 2026-11-25': '31f648ecdb9cebbc',
  'privacy 2026-11-01': '136fb3bf3fc2c215',
  'booking-rules 2026-11-01': '1916224e46471a62',
  'accessibility 2026-11-01': 'a7aa395fd1211e98',
};

describe('the versions of a notice', () => {
  for (const name of NOTICES)
    for (const version of NOTICE_VERSIONS[name])
      it(`keep the text of ${name} of ${version} as people agreed to it`, () => {
        expect(printOf(name, version)).to.equal(PRINTS[`${name} ${version}`]);
      });

  it('stand latest first', () => {
    for (const name of NOTICES)
      expect([...NOTICE_VERSIONS[name]].sort().reverse()).to.deep.equal(NOTICE_VERSIONS[name]);
  });

  it('are found again from what a consent recorded', () => {
    expect(noticesOfConsent('2026-11-01/2026-11-01').map(({ href }) => href)).to.deep.equal([
      '/notices/privacy/2026-11-01',
      '/notices/booking-rules/2026-11-01',
    ]);
    expect(noticesOfConsent('1999-01-01/../..')).to.deep.equal([]);
  });
});

function printOf(name: NoticeName, version: string): string {
  const texts = ['zh-CN', 'en'].map((language) => {
    const notices = JSON.parse(readFileSync(`locales/${language}/notices.json`, 'utf8')) as Record<string, Text>;
    const earlier = notices['earlier'] as Record<string, Record<string, Text>>;
    const text = version === NOTICE_VERSIONS[name][0] ? notices[name] : earlier[name]?.[version];
    return [text?.['lead'], text?.['sections']];
  });
  return createHash('sha256').update(JSON.stringify(texts)).digest('hex').slice(0, 16);
}
