import { readdirSync } from 'node:fs';
import { relative, sep } from 'node:path';
import type { Application } from 'express';
import nunjucks from 'nunjucks';
import type { Assets } from './assets.js';
import type { I18n } from './i18n.js';
import { DEFAULT_LANGUAGE, isLanguage, type Language } from './language.js';
import { dateFilters } from './view-dates.js';
import { errorFor, withAttributes } from './view-filters.js';

export interface ViewEngine {
  attach(app: Application): void;
  /** Renders `views/<name>`; `locals.lang` picks the language. */
  render(name: string, locals?: Record<string, unknown>): string;
}

interface ViewEngineOptions {
  viewsDir: string;
  assets: Assets;
  i18n: I18n;
  isProduction: boolean;
}

const EXTENSION = 'njk';

/** One environment for each language, so that `t` and the date filters also work inside macros, which see no locals. */
export function createViewEngine({ viewsDir, assets, i18n, isProduction }: ViewEngineOptions): ViewEngine {
  const environments = new Map(
    i18n.languages.map((language) => [language, createEnvironment({ viewsDir, assets, i18n, language })]),
  );
  if (isProduction) environments.forEach((environment) => compileAll(environment, viewsDir));

  const render: ViewEngine['render'] = (name, locals = {}) => {
    const language = isLanguage(locals['lang']) ? locals['lang'] : DEFAULT_LANGUAGE;
    const environment = environments.get(language);
    if (!environment) throw new Error(`No templates for the language ${language}`);
    return environment.render(name, locals);
  };

  return {
    render,
    attach(app) {
      app.engine(EXTENSION, (path, locals, done) => {
        try {
          done(null, render(relative(viewsDir, path), locals as Record<string, unknown>));
        } catch (error) {
          done(error);
        }
      });
      app.set('views', viewsDir);
      app.set('view engine', EXTENSION);
    },
  };
}

interface EnvironmentOptions extends Omit<ViewEngineOptions, 'isProduction'> {
  language: Language;
}

function createEnvironment({ viewsDir, assets, i18n, language }: EnvironmentOptions): nunjucks.Environment {
  const environment = new nunjucks.Environment(new nunjucks.FileSystemLoader(viewsDir), {
    autoescape: true,
    throwOnUndefined: false,
    trimBlocks: true,
    lstripBlocks: true,
  });
  environment.addGlobal('t', i18n.fixedT(language));
  environment.addGlobal('lang', language);
  environment.addGlobal('languages', i18n.languages);
  environment.addGlobal('asset', assets.url);
  environment.addGlobal('icon', (name: string) => new nunjucks.runtime.SafeString(assets.icon(name)));
  for (const [name, filter] of Object.entries({ ...dateFilters(language), errorFor })) {
    environment.addFilter(name, filter);
  }
  environment.addGlobal('attributes', withAttributes);
  return environment;
}

function compileAll(environment: nunjucks.Environment, viewsDir: string): void {
  readdirSync(viewsDir, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith(`.${EXTENSION}`))
    .forEach((path) => environment.getTemplate(path.split(sep).join('/'), true));
}
