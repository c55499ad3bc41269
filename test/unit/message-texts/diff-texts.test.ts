import { expect } from 'chai';
import fc from 'fast-check';
import { type DiffPart, diffTexts } from '../../../src/features/message-texts/diff-texts.js';

const told = (parts: DiffPart[]) =>
  parts.map(({ change, text }) => ({ same: text, removed: `[-${text}]`, added: `[+${text}]` })[change]).join('');

describe('diffTexts', () => {
  it('shows what went and what came, placeholders and words as wholes', () => {
    expect(told(diffTexts('{{date}} 请到{{hall}}', '{{day}} 请早到{{hall}}'))).to.equal(
      '[-{{date}}][+{{day}}] 请[+早]到{{hall}}',
    );
    expect(told(diffTexts('Come at nine', 'Come at ten, please'))).to.equal('Come at [-nine][+ten, please]');
  });

  it('gives both texts back', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'b', ' ', '喜', '约', '{{x}}', '1'), maxLength: 40 });
    fc.assert(
      fc.property(text, text, (before, after) => {
        const parts = diffTexts(before, after);
        const without = (change: string) =>
          parts
            .filter((part) => part.change !== change)
            .map((part) => part.text)
            .join('');
        expect([without('added'), without('removed')]).to.deep.equal([before, after]);
      }),
    );
  });

  it('says of two equal texts that all stayed', () => {
    expect(diffTexts('请到场', '请到场')).to.deep.equal([{ change: 'same', text: '请到场' }]);
    expect(diffTexts('', '')).to.deep.equal([]);
  });
});
