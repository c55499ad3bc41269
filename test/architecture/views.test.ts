import { existsSync, readFileSync } from 'node:fs';
import { dirname, normalize } from 'node:path';
import { expect } from 'chai';
import { filesBelow, foldersIn } from './support/sources.js';

const SHARED = ['layouts', 'components', 'partials', 'errors'];

describe('views', () => {
  it('have one folder for each feature that shows pages, with its name', () => {
    const features = foldersIn('src/features');
    const strangers = foldersIn('views').filter((folder) => !SHARED.includes(folder) && !features.includes(folder));
    expect(strangers).to.deep.equal([]);
  });

  it('extend, include and import only templates that exist', () => {
    const broken = filesBelow('views', '.njk').flatMap((file) => {
      const references = [
        ...readFileSync(file, 'utf8').matchAll(/{%-?\s*(?:extends|include|import|from)\s+["']([^"']+)["']/g),
      ];
      return references
        .map(([, path]) => normalize(path!.startsWith('.') ? `${dirname(file)}/${path!}` : `views/${path!}`))
        .filter((path) => !existsSync(path))
        .map((path) => `${file} → ${path}`);
    });
    expect(broken).to.deep.equal([]);
  });

  it('escape everything: no template marks text as safe', () => {
    const unsafe = filesBelow('views', '.njk').filter((file) => /\|\s*safe\b/.test(readFileSync(file, 'utf8')));
    expect(unsafe).to.deep.equal([]);
  });

  it('give every component with a template its macro and its fixtures, so that the gallery shows it', () => {
    const incomplete = foldersIn('views/components')
      .map((component) => `views/components/${component}`)
      .filter((folder) => existsSync(`${folder}/template.njk`))
      .flatMap((folder) => [`${folder}/macro.njk`, `${folder}/fixtures.json`])
      .filter((file) => !existsSync(file));
    expect(incomplete).to.deep.equal([]);
  });
});
