import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import i18next, { type Resource, type TFunction } from 'i18next';
import type { Companion } from '../http/accompany-requests.js';
import { LANGUAGES, negotiateLanguage, type Language } from './language.js';

export interface I18n {
  languages: readonly Language[];
  fixedT(language: Language): TFunction;
}

declare global {
  // eslint-disable-next-line @typescript-eslint/no-namespace -- the only way Express lets a request be augmented
  namespace Express {
    interface Request {
      t: TFunction;
      language: Language;
    }
    interface Locals {
      t: TFunction;
      lang: Language;
    }
  }
}

/** Loads every `locales/<language>/<namespace>.json`; keys are written `namespace:path.to.key`, without a namespace they mean `common`. */
export function createI18n(localesDir: string): I18n {
  const resources = loadResources(localesDir);
  const instance = i18next.createInstance();
  void instance.init({
    resources,
    ns: Object.keys(resources[LANGUAGES[0]] ?? {}),
    defaultNS: 'common',
    lng: LANGUAGES[0],
    fallbackLng: LANGUAGES[0],
    supportedLngs: [...LANGUAGES],
    initAsync: false,
    // Templates escape; escaping here too would show &amp; to people.
    interpolation: { escapeValue: false },
  });
  const translators = new Map(LANGUAGES.map((language) => [language, instance.getFixedT(language)]));
  return {
    languages: LANGUAGES,
    fixedT: (language) => translators.get(language) ?? instance.getFixedT(language),
  };
}

/** Gives a request its language and translator: `?lang=`, then the cookie, then Accept-Language, then zh-CN. */
export function localize(i18n: I18n): Companion {
  return {
    begin: (req, res) => {
      const { cookie, 'accept-language': acceptLanguage } = req.headers;
      const language = negotiateLanguage({ url: req.url, cookie, acceptLanguage });
      const t = i18n.fixedT(language);
      req.language = language;
      req.t = t;
      res.locals.lang = language;
      res.locals.t = t;
    },
  };
}

function loadResources(localesDir: string): Resource {
  return Object.fromEntries(LANGUAGES.map((language) => [language, loadNamespaces(join(localesDir, language))]));
}

function loadNamespaces(directory: string): Resource[string] {
  const files = readdirSync(directory).filter((file) => file.endsWith('.json'));
  return Object.fromEntries(
    files.map((file) => [file.slice(0, -'.json'.length), JSON.parse(readFileSync(join(directory, file), 'utf8'))]),
  );
}
