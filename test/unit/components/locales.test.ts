import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { LOCALES_DIR } from './support/views.js';

const PLURAL = /_(zero|one|two|few|many|other)$/;

describe('locales', () => {
  const files = (language: string) => readdirSync(join(LOCALES_DIR, language)).filter((file) => file.endsWith('.json'));
  const read = (language: string, file: string) =>
    flatten(JSON.parse(readFileSync(join(LOCALES_DIR, language, file), 'utf8')));

  it('has the same files in Chinese and in English', () => {
    expect(files('en').sort()).to.deep.equal(files('zh-CN').sort());
  });

  for (const file of files('zh-CN')) {
    it(`${file} has the same keys in both`, () => {
      expect(keys(read('en', file))).to.deep.equal(keys(read('zh-CN', file)));
    });

    it(`${file} leaves no text empty and uses Chinese punctuation in Chinese`, () => {
      for (const [key, text] of read('zh-CN', file)) {
        expect(text, key).to.not.equal('');
        expect(text, key).to.not.match(/[\u4e00-\u9fff][,;?!]/);
      }
      for (const [key, text] of read('en', file)) expect(text, key).to.not.equal('');
    });
  }
});

function flatten(value: unknown, path = ''): [string, string][] {
  if (typeof value !== 'object' || value === null) return [[path, String(value)]];
  return Object.entries(value).flatMap(([key, inner]) => flatten(inner, path ? `${path}.${key}` : key));
}

// English needs plural forms that Chinese does not have.
function keys(entries: [string, string][]): string[] {
  return [...new Set(entries.map(([key]) => key.replace(PLURAL, '')))].sort();
}
