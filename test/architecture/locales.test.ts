import { readdirSync, readFileSync } from 'node:fs';
import { expect } from 'chai';
import { filesBelow } from './support/sources.js';

const FIRST = 'zh-CN';
const OTHERS = ['en'];
/** Chinese names a lunar day, English counts it. */
const WORDED_DIFFERENTLY = ['confirmation:lunar.plain', 'confirmation:lunar.leap'];
const PLURAL = /_(zero|one|two|few|many|other)$/;

describe('texts', () => {
  const texts = readTexts(FIRST);

  for (const language of OTHERS) {
    const translated = readTexts(language);

    it(`are complete in ${language}, key by key`, () => {
      expect(keysOf(translated)).to.deep.equal(keysOf(texts));
    });

    it(`fill in the same values in ${language}`, () => {
      const different = [...texts]
        .filter(([key]) => !PLURAL.test(key) && !WORDED_DIFFERENTLY.includes(key))
        .filter(([key, text]) => placeholders(text).join() !== placeholders(translated.get(key) ?? '').join());
      expect(different.map(([key]) => key)).to.deep.equal([]);
    });
  }

  it('are never empty', () => {
    const empty = [FIRST, ...OTHERS].flatMap((language) =>
      [...readTexts(language)].filter(([, text]) => text.trim() === ''),
    );
    expect(empty).to.deep.equal([]);
  });

  it('exist for every key that a template or a module names', () => {
    const keys = keysOf(texts);
    const missing = [...filesBelow('views', '.njk'), ...filesBelow('src', '.ts')].flatMap((file) =>
      usedKeys(readFileSync(file, 'utf8'))
        .filter(({ key, isPrefix }) => !keys.some((known) => (isPrefix ? known.startsWith(key) : known === key)))
        .map(({ key }) => `${file}: ${key}`),
    );
    expect(missing).to.deep.equal([]);
  });
});

/** Every text of a language as `namespace:path.to.key`. */
function readTexts(language: string): Map<string, string> {
  const files = readdirSync(`locales/${language}`).filter((name) => name.endsWith('.json'));
  return new Map(
    files.flatMap((name) => {
      const content: unknown = JSON.parse(readFileSync(`locales/${language}/${name}`, 'utf8'));
      return flatten(content, `${name.slice(0, -'.json'.length)}:`);
    }),
  );
}

function flatten(value: unknown, path: string): [string, string][] {
  if (typeof value === 'string') return [[path, value]];
  return Object.entries(value as object).flatMap(([key, child]) =>
    flatten(child, path.endsWith(':') ? `${path}${key}` : `${path}.${key}`),
  );
}

// Languages differ in how many plural forms they have, so a plural counts as one key.
function keysOf(texts: Map<string, string>): string[] {
  return [...new Set([...texts.keys()].map((key) => key.replace(PLURAL, '')))].sort();
}

function placeholders(text: string): string[] {
  return [...new Set([...text.matchAll(/{{\s*([\w.]+)[^}]*}}/g)].map(([, name]) => name!))].sort();
}

/** Keys given to `t` as a literal, and the fixed beginnings of those that are put together. */
function usedKeys(source: string): { key: string; isPrefix: boolean }[] {
  return [...source.matchAll(/(?<![\w.])t\(\s*(?:'([^'\n]+)'\s*([,)+])|`([^`$]+)(\$?))/g)].map((match) => {
    const [, literal, following, template, dollar] = match;
    const key = literal ?? template!;
    return { key: key.includes(':') ? key : `common:${key}`, isPrefix: following === '+' || dollar === '$' };
  });
}
