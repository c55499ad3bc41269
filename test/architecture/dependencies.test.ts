import { readFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { expect } from 'chai';
import { filesBelow, importsOf } from './support/sources.js';

describe('packages', () => {
  const { dependencies, devDependencies } = JSON.parse(readFileSync('package.json', 'utf8')) as Record<string, object>;
  const used = (folder: string) =>
    filesBelow(folder, '.ts')
      .flatMap(importsOf)
      .filter(({ to, isTypeOnly }) => !isTypeOnly && !/^(src|scripts|test|assets|\.\.)\//.test(to) && !isBuiltin(to))
      .map(({ from, to }) => ({ from, name: packageName(to) }));

  it('that the product imports are installed in production', () => {
    const missing = used('src').filter(({ name }) => !(name in dependencies!));
    expect(missing.map(({ from, name }) => `${from} → ${name}`)).to.deep.equal([]);
  });

  it('that scripts and tests import are named in package.json', () => {
    const known = { ...dependencies, ...devDependencies };
    const missing = [...used('scripts'), ...used('test')].filter(({ name }) => !(name in known));
    expect(missing.map(({ from, name }) => `${from} → ${name}`)).to.deep.equal([]);
  });

  it('are pinned to one version', () => {
    const loose = Object.entries({ ...dependencies, ...devDependencies }).filter(
      ([, version]) => !/^\d/.test(String(version)),
    );
    expect(loose).to.deep.equal([]);
  });
});

function packageName(specifier: string): string {
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');
}
