import { existsSync, readFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { expect } from 'chai';
import { filesBelow, importsOf } from './support/sources.js';

describe('package.json', () => {
  const { dependencies, devDependencies } = JSON.parse(readFileSync('package.json', 'utf8')) as Record<string, object>;
  const used = (folder: string) =>
    filesBelow(folder, '.ts')
      .flatMap(importsOf)
      .filter(({ to, isTypeOnly }) => !isTypeOnly && !/^(src|scripts|test|assets|\.\.)\//.test(to) && !isBuiltin(to))
      .map(({ from, to }) => ({ from, name: packageName(to) }));

  it('installs in production what the product imports', () => {
    const missing = used('src').filter(({ name }) => !(name in dependencies!));
    expect(missing.map(({ from, name }) => `${from} → ${name}`)).to.deep.equal([]);
  });

  it('names every package that scripts and tests import', () => {
    const known = { ...dependencies, ...devDependencies };
    const missing = [...used('scripts'), ...used('test')].filter(({ name }) => !(name in known));
    expect(missing.map(({ from, name }) => `${from} → ${name}`)).to.deep.equal([]);
  });

  it('has every script that the documents tell people to run', () => {
    const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: Record<string, string> };
    const documents = ['README.md', 'CONTRIBUTING.md', ...filesBelow('docs', '.md')];
    const told = documents.flatMap((file) =>
      [...readFileSync(file, 'utf8').matchAll(/npm run ([\w:-]+)/g)].map(([, name]) => name!),
    );
    expect(told.filter((name) => !(name in scripts))).to.deep.equal([]);
  });

  it('runs scripts that exist', () => {
    const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: Record<string, string> };
    const files = Object.values(scripts).flatMap((command) => /run\.mjs ([\w/-]+)$/.exec(command)?.[1] ?? []);
    expect(files.filter((name) => !existsSync(`scripts/${name}.ts`))).to.deep.equal([]);
  });

  it('pins every package to one version', () => {
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
