import { expect } from 'chai';
import { checkText, renderText } from '../../../src/features/message-texts/index.js';
import { LANGUAGES } from '../../../src/infrastructure/language.js';
import { definitions, subjectAcceptedOn } from './support/subject.js';

/** What nobody beside the party may read on its screen. */
const TELLING = /离婚|婚姻|冷静|撤回|领证|对方|男方|女方|divorce|marriage|certificate|cooling|withdr|husband|wife/i;

describe('messages about a divorce', () => {
  const subject = subjectAcceptedOn('2026-08-19');
  const [occasion] = definitions.flatMap((definition) => definition.occasions(subject));

  for (const definition of definitions)
    for (const language of LANGUAGES) {
      const text = definition.texts.tones['plain']![language];

      it(`${definition.kind} says nothing of it in ${language}, nor who did what, and the end of the number only`, () => {
        const variables = { ...definition.variables(subject, occasion!, language), hall: 'H' };
        const words = renderText(text, variables);
        expect(words).to.include('9Q2P').and.not.include('7K3M').and.not.match(TELLING);
        expect(words).not.to.match(/{{|undefined/);
        expect(definition.title[language]).not.to.match(TELLING);
      });

      it(`${definition.kind} in ${language} can be sent as it stands, with the signature in front`, () => {
        expect(checkText({ text, texts: definition.texts, language, signature: '【婚姻登记】' })).to.deep.equal([]);
      });
    }

  it('may all be declined that remind of a date, but for the last before a right ends', () => {
    const urgencies = definitions.map(({ kind, urgency }) => `${kind} ${urgency}`);
    expect(urgencies).to.deep.equal([
      'divorce-accepted news',
      'divorce-ended news',
      'divorce-dates-changed news',
      'divorce-cooling-ending reminder',
      'divorce-window-open reminder',
      'divorce-window-closing reminder',
      'divorce-window-last-call news',
    ]);
  });

  it('go to each party’s own phone in the language of the record, and to nobody without one', () => {
    const parties = [
      { name: '甲', number: '1' },
      { name: '乙', number: '2', phone: '13800000002' },
    ];
    const english = subjectAcceptedOn('2026-08-19', { record: { language: 'en' }, personal: { parties } });
    const recipients = definitions.flatMap((each) => each.occasions(english)).map(({ recipient }) => recipient);
    expect(recipients).to.have.length.above(3);
    for (const { role, address, language } of recipients)
      expect([role, address, language]).to.deep.equal(['party-1', '13800000002', 'en']);
  });
});
