import { expect } from 'chai';
import fc from 'fast-check';
import { smsLength } from '../../../src/infrastructure/sms-length.js';

const han = (count: number) => '喜'.repeat(count);

describe('smsLength', () => {
  const VECTORS: [string, string, object][] = [
    ['nothing', '', { encoding: 'gsm-7', units: 0, parts: 0, left: 160 }],
    ['a full part of Latin letters', 'a'.repeat(160), { encoding: 'gsm-7', units: 160, parts: 1, left: 0 }],
    ['one letter more', 'a'.repeat(161), { encoding: 'gsm-7', units: 161, parts: 2, left: 145 }],
    ['two full parts', 'a'.repeat(306), { parts: 2, left: 0 }],
    ['the first letter of a third', 'a'.repeat(307), { parts: 3, left: 152 }],
    ['Greek capitals and accents of the alphabet', 'ΔΦΓΛΩΠΨΣΘΞ àéùìòÇØøÅåÆæßÉ', { encoding: 'gsm-7', units: 25 }],
    ['an accent outside of it', 'ê', { encoding: 'ucs-2', units: 1 }],
    ['characters that cost an escape', '[Xiyue] 5€', { encoding: 'gsm-7', units: 13 }],
    ['eighty brackets', '['.repeat(80), { units: 160, parts: 1, left: 0 }],
    [
      'an escape that would be cut at the end of a part',
      `${'a'.repeat(152)}[${'a'.repeat(8)}`,
      { units: 162, parts: 2 },
    ],
    ['escapes of which one place of each part stays empty', '['.repeat(153), { units: 306, parts: 3, left: 151 }],
    ['a full part of Han', han(70), { encoding: 'ucs-2', units: 70, parts: 1, left: 0 }],
    ['one Han more', han(71), { encoding: 'ucs-2', units: 71, parts: 2, left: 63 }],
    ['five full parts of Han', han(335), { parts: 5, left: 0 }],
    ['one Han more than five parts', han(336), { parts: 6 }],
    ['one Han among letters', `${'a'.repeat(69)}喜`, { encoding: 'ucs-2', units: 70, parts: 1 }],
    ['a dash that typesetters use', '09:00–12:00', { encoding: 'ucs-2', units: 11 }],
    ['a rare Han of two units', '𬌗', { encoding: 'ucs-2', units: 2, left: 68 }],
    ['a rare Han that would be cut at the end of a part', `${han(66)}𬌗${han(10)}`, { units: 78, parts: 2, left: 55 }],
    ['rings', '💍'.repeat(35), { units: 70, parts: 1, left: 0 }],
  ];

  for (const [name, text, expected] of VECTORS)
    it(`counts ${name}`, () => {
      expect(smsLength(text)).to.include(expected);
    });

  it('never needs fewer parts for a longer text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), fc.string({ maxLength: 50 }), (text, more) => {
        expect(smsLength(text + more).parts).to.be.at.least(smsLength(text).parts);
      }),
    );
  });

  it('fills every part but the last to within one character', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', minLength: 1, maxLength: 600 }), (text) => {
        const { units, parts, perPart, left } = smsLength(text);
        expect(units).to.be.at.most(parts * perPart - left);
        expect(units).to.be.at.least((parts - 1) * (perPart - 1));
        expect(left).to.be.within(0, perPart);
      }),
    );
  });
});
