import { expect } from 'chai';
import { checkText } from '../../../src/features/message-texts/index.js';
import { carrierForm, parametersOf, renderText } from '../../../src/features/message-texts/index.js';
import { LANGUAGES } from '../../../src/infrastructure/language.js';
import { useBureau } from '../../support/bureau.js';

describe('the standard texts of the whole catalogue', () => {
  const bureau = useBureau();

  /** Every kind in every tone and language, as one line each. */
  function everyText() {
    return bureau.services.textOffice.kinds.all().flatMap(({ kind, texts }) =>
      Object.entries(texts.tones).flatMap(([tone, words]) =>
        LANGUAGES.map((language) => ({
          told: `${kind} ${tone} ${language}`,
          text: words[language],
          sample: texts.sample[language],
          language,
          texts,
        })),
      ),
    );
  }

  it('say what they must, name nothing unknown, and fit the parts a carrier bills, signature and all', () => {
    const wrong = everyText().flatMap(({ told, ...words }) =>
      checkText({ ...words, ...bureau.services.textOffice.rules }).map(
        ({ code, params }) => `${told}: ${code} ${JSON.stringify(params)}`,
      ),
    );
    expect(wrong).to.deep.equal([]);
  });

  it('have a sample for every variable in both languages, and the same variables in both', () => {
    const wrong = bureau.services.textOffice.kinds
      .all()
      .flatMap(({ kind, texts: { variables, required, sample } }) => [
        ...LANGUAGES.flatMap((language) =>
          variables
            .filter((name) => String(sample[language][name] ?? '') === '')
            .map((name) => `${kind} ${language}: no sample of ${name}`),
        ),
        ...required
          .filter((name) => !variables.includes(name))
          .map((name) => `${kind}: requires ${name}, which it has not`),
      ]);
    expect(wrong).to.deep.equal([]);
  });

  it('are the same words as the carrier’s template with its parameters', () => {
    const texts = everyText();
    expect(texts.length).to.be.above(20);
    for (const { told, text, sample } of texts) {
      const parameters = parametersOf(text, sample);
      const filled = carrierForm(text).template.replace(
        /\{(\d+)\}/g,
        (_, number) => parameters[Number(number) - 1] ?? '?',
      );
      expect(filled, told).to.equal(renderText(text, sample));
    }
  });
});
