import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { expect } from 'chai';
import { filesBelow } from './support/sources.js';

const LONGEST = 300;
const TYPICAL = 100;
const VAGUE_NAMES = /(^|[-.])(utils?|helpers?|types|misc|manager|common)([-.]|$)/;

describe('source files', () => {
  const product = filesBelow('src', '.ts');
  const all = [
    ...product,
    ...filesBelow('scripts', '.ts', '.mjs'),
    ...filesBelow('assets', '.ts', '.css'),
    ...filesBelow('test', '.ts'),
  ];
  const lengths = new Map(all.map((file) => [file, readFileSync(file, 'utf8').split('\n').length - 1]));

  it(`are never longer than ${LONGEST} lines`, () => {
    const long = [...lengths].filter(([, lines]) => lines > LONGEST).map(([file, lines]) => `${file}: ${lines}`);
    expect(long).to.deep.equal([]);
  });

  const median = product.map((file) => lengths.get(file)!).sort((a, b) => a - b)[Math.floor(product.length / 2)]!;
  it(`of the product are short (${product.length} files, median ${median} lines)`, () => {
    expect(median).to.be.at.most(TYPICAL);
  });

  it('are named in kebab-case after the thing they hold', () => {
    const odd = product
      .map((file) => basename(file, '.ts'))
      .filter((name) => !/^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z-]+)*$/.test(name));
    const vague = product.filter((file) => VAGUE_NAMES.test(basename(file, '.ts')));
    expect([...odd, ...vague]).to.deep.equal([]);
  });

  it('leave nothing for later', () => {
    const marker = /\b(TODO|FIXME|XXX|HACK)\b/;
    const unfinished = all.filter(
      (file) => !file.startsWith('test/architecture/') && marker.test(readFileSync(file, 'utf8')),
    );
    expect(unfinished).to.deep.equal([]);
  });
});
