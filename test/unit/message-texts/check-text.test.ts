import { expect } from 'chai';
import { checkText, stillFits } from '../../../src/features/message-texts/check-text.js';
import { reminderTexts as texts } from './support/definitions.js';

const check = (text: string, more: object = {}) =>
  checkText({ text, texts, language: 'zh-CN', signature: '【喜约】', ...more }).map(({ code, params }) =>
    `${code} ${Object.values(params).join(' ')}`.trim(),
  );
const GOOD = '{{date}} {{start}} 在{{hall}}，编号 {{reference}}。查看：{{link}}';

describe('checkText', () => {
  it('finds nothing wrong with a text that says what it must', () => {
    expect(check(GOOD)).to.deep.equal([]);
  });

  const CASES: [string, string, string[]][] = [
    ['nothing', ' 　', ['empty']],
    ['a variable that the kind has not', `${GOOD}{{name}}`, ['unknown-variable name']],
    ['a variable of every object', `${GOOD}{{constructor}}`, ['unknown-variable constructor']],
    ['the same unknown variable twice, once', `${GOOD}{{x}}{{x}}`, ['unknown-variable x']],
    ['what must be said left out', '请准时到场 {{hall}}', ['missing-required date', 'missing-required start']],
    ['half a placeholder', `${GOOD}{{hall}`, ['stray-brace']],
    ['a carrier’s own number', `${GOOD}{1}`, ['stray-brace']],
    ['three braces', `${GOOD}{{{hall}}}`, ['stray-brace']],
    ['a signature', `【喜约】${GOOD}`, ['signature-typed']],
    ['a typed link', `${GOOD} https://example.org/x`, ['address-typed']],
    ['a typed domain among Han', `${GOOD}请看gov.cn官网`, ['address-typed']],
    ['a domain without a scheme', `${GOOD} www.xiyue`, ['address-typed']],
    ['another scheme', `${GOOD} weixin://dl`, ['address-typed']],
    ['an address of numbers', `${GOOD} 10.0.0.1`, ['address-typed']],
    ['a mark of direction', `${GOOD}\u202e`, ['unprintable']],
    ['a null', `${GOOD}\u0000`, ['unprintable']],
    ['more than five parts', `${GOOD}${'请准时。'.repeat(80)}`, ['too-many-parts 7 5']],
  ];
  for (const [name, text, expected] of CASES)
    it(`refuses ${name}`, () => {
      expect(check(text)).to.deep.equal(expected);
    });

  it('takes times, decimals, abbreviations and hotlines for what they are', () => {
    for (const words of ['09:00–12:00', '2.5 小时', 'e.g. Mr. Wang', '12345', '0755-8291.', 'No.5', '3.1.2'])
      expect(check(`${GOOD} ${words}`), words).to.deep.equal([]);
  });

  it('measures with the signature, as the carrier does', () => {
    const exact = `{{date}}{{start}}${'喜'.repeat(70 - 4 - 10)}`;
    expect(check(exact, { maxParts: 1 })).to.deep.equal([]);
    expect(check(`${exact}喜`, { maxParts: 1 })).to.deep.equal(['too-many-parts 2 1']);
    expect(check(`${exact}喜`, { maxParts: 1, signature: '' })).to.deep.equal([]);
  });
});

describe('stillFits', () => {
  it('asks whether the kind has every variable of a text, and the text every one that must be said', () => {
    expect(stillFits(GOOD, texts)).to.equal(true);
    expect(stillFits(`${GOOD}{{gone}}`, texts)).to.equal(false);
    expect(stillFits('{{date}}', texts)).to.equal(false);
  });
});
