import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { LOCALES_DIR } from './support/views.js';

const HALF_WIDTH = /[\u4e00-\u9fff][,;?!]/;

describe('Chinese texts', () => {
  const directory = join(LOCALES_DIR, 'zh-CN');

  for (const file of readdirSync(directory)) {
    it(`of ${file} use Chinese punctuation`, () => {
      const lines = readFileSync(join(directory, file), 'utf8').split('\n');
      expect(lines.filter((line) => HALF_WIDTH.test(line))).to.deep.equal([]);
    });
  }
});
