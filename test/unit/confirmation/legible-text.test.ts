import { expect } from 'chai';

import { legibleText } from '../../../src/features/confirmation/slip/legible-text.js';
import { slipFont } from '../../../src/features/confirmation/slip/slip-fonts.js';

describe('legibleText', () => {
  for (const weight of ['regular', 'bold'] as const) {
    it(`prints the rare characters of the names table as they are (${weight})`, () => {
      expect(legibleText('𬌗㛃䶮昇', slipFont(weight))).to.deep.equal({ text: '𬌗㛃䶮昇', missing: [] });
    });

    it(`names a character it cannot draw by its number (${weight})`, () => {
      const { text, missing } = legibleText('王𠮷🎉𠮷', slipFont(weight));
      expect(text).to.equal('王<U+20BB7><U+1F389><U+20BB7>');
      expect(missing).to.deep.equal(['U+20BB7', 'U+1F389']);
    });
  }

  it('keeps line breaks, controls, reordering marks and variation selectors out of the layout', () => {
    const hostile = ' 张\r\n\t三\u202E\u200B\u0000\uFE0F\u{E0100}\u2028四 ';
    expect(legibleText(hostile, slipFont('regular')).text).to.equal('张 三 四');
  });
});
