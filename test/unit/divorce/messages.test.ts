import { expect } from 'chai';
import { divorcePaths } from '../../../src/features/divorce/index.js';
import { createI18n } from '../../../src/infrastructure/i18n.js';

const KINDS = ['divorce-accepted', 'divorce-ended', 'divorce-dates-changed', 'divorce-window-closing'];
const i18n = createI18n('locales');

describe('messages about a divorce', () => {
  for (const language of i18n.languages)
    it(`say nothing of it in ${language}, nor who did what, and only the end of the receipt number`, () => {
      for (const kind of KINDS) {
        const link = `https://example.test${divorcePaths.couple.lookup}`;
        const words = { hall: 'H', phone: 'P', lastFour: '9Q2P', from: 'F', to: 'T', link };
        const text = i18n.fixedT(language)(`divorce:messages.${kind}`, words);
        expect(text, kind)
          .to.include('9Q2P')
          .and.not.match(/离婚|婚姻|冷静|撤回|对方|男方|女方|divorce|marriage|withdr|husband|wife/i);
        expect(text, kind).not.to.match(/{{|undefined/);
      }
    });
});
