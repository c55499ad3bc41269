import { expect } from 'chai';
import fc from 'fast-check';
import { withSamples } from '../../../assets/js/message-texts/with-samples.js';
import { onOneLine, renderDraft } from '../../../src/features/message-texts/wording.js';

describe('the preview while somebody types', () => {
  it('is what the server will show', () => {
    const piece = fc.oneof(
      fc.constantFrom(
        '{{date}}',
        '{{ n }}',
        '{{gone}}',
        '{{',
        '}}',
        '{{constructor}}',
        '\r\n',
        ' ',
        '喜',
        '$&',
        '\u2028',
      ),
      fc.string({ maxLength: 5 }),
    );
    const values = { date: '8月19日', n: 3 };
    fc.assert(
      fc.property(fc.array(piece), (pieces) => {
        const typed = pieces.join('');
        expect(withSamples(typed, values)).to.equal(renderDraft(onOneLine(typed), values));
      }),
    );
  });
});
