import { expect } from 'chai';
import { negotiateLanguage } from '../../../src/infrastructure/language.js';

describe('negotiateLanguage', () => {
  const cases: [string, Parameters<typeof negotiateLanguage>[0], string][] = [
    ['nothing known', { url: '/' }, 'zh-CN'],
    ['asked in the address', { url: '/a?x=1&lang=en', cookie: 'lang=zh-CN', acceptLanguage: 'zh' }, 'en'],
    ['an unknown language in the address', { url: '/?lang=fr', cookie: 'lang=en' }, 'en'],
    ['remembered by the cookie', { url: '/', cookie: 'sid=1; lang=en', acceptLanguage: 'zh-CN' }, 'en'],
    ['a cookie of a similar name', { url: '/', cookie: 'xlang=en' }, 'zh-CN'],
    ['a browser in English', { url: '/', acceptLanguage: 'en-GB,en;q=0.9,zh;q=0.8' }, 'en'],
    ['a browser in traditional Chinese', { url: '/', acceptLanguage: 'zh-TW' }, 'zh-CN'],
    ['weights out of order', { url: '/', acceptLanguage: 'zh;q=0.2, en;q=0.7' }, 'en'],
    ['a refused language', { url: '/', acceptLanguage: 'en;q=0, fr' }, 'zh-CN'],
    ['any language', { url: '/', acceptLanguage: '*' }, 'zh-CN'],
    ['a hostile header', { url: '/', acceptLanguage: ',;q=;;,{$gt:""}' }, 'zh-CN'],
  ];

  for (const [situation, clues, expected] of cases) {
    it(`answers ${expected} for ${situation}`, () => {
      expect(negotiateLanguage(clues)).to.equal(expected);
    });
  }
});
