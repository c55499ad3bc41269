import { expect } from 'chai';
import fc from 'fast-check';
import {
  carrierForm,
  onOneLine,
  parametersOf,
  placeholdersOf,
  renderText,
  VariableMissing,
} from '../../../src/features/message-texts/wording.js';

describe('renderText', () => {
  it('puts the values in, however the braces are spaced', () => {
    expect(renderText('{{name}}在{{ date }}，{{count}} 位', { name: '福田', date: '8月19日', count: 2 })).to.equal(
      '福田在8月19日，2 位',
    );
  });

  it('names the variable that nobody gave, even one that every object has', () => {
    for (const name of ['link', 'constructor', '__proto__', ''])
      expect(() => renderText(`看 {{${name}}}`, { date: '1' }))
        .to.throw(VariableMissing)
        .with.property('variable', name);
  });

  it('leaves braces, dollars and placeholders of a value as they are', () => {
    expect(renderText('{{a}}{{b}}', { a: '{{b}}', b: '$& $1 {1}' })).to.equal('{{b}}$& $1 {1}');
  });

  it('lets no value bring a line break, a control character or a mark of direction along', () => {
    expect(renderText('{{a}}。', { a: '福田\r\n登记\u0000处\u202e甲\u200b' })).to.equal('福田 登记 处 甲。');
  });
});

describe('carrierForm', () => {
  it('numbers each place in order, a repeated variable again', () => {
    const text = '{{date}} {{hall}}，{{date}} 前到场：{{link}}';
    expect(carrierForm(text)).to.deep.equal({
      template: '{1} {2}，{3} 前到场：{4}',
      variables: ['date', 'hall', 'date', 'link'],
    });
    expect(placeholdersOf(text)).to.deep.equal(['date', 'hall', 'date', 'link']);
  });

  it('says with its parameters, in any order of words, what the text says', () => {
    const piece = fc.oneof(fc.constantFrom('{{a}}', '{{ b }}', '{{c}}'), fc.constantFrom('喜', ' ', 'x', '$', '，'));
    fc.assert(
      fc.property(
        fc.array(piece),
        fc.record({ a: fc.string(), b: fc.string(), c: fc.integer() }),
        (pieces, variables) => {
          const text = pieces.join('');
          const parameters = parametersOf(text, variables);
          const { template } = carrierForm(text);
          expect(template.replace(/\{(\d+)\}/g, (_, number) => parameters[Number(number) - 1]!)).to.equal(
            renderText(text, variables),
          );
        },
      ),
    );
  });
});

describe('onOneLine', () => {
  it('makes one line of several, and composed characters of parts', () => {
    expect(onOneLine('  您好， \r\n 请到场。\n')).to.equal('您好， 请到场。');
    expect(onOneLine('e\u0301')).to.equal('é');
  });
});
