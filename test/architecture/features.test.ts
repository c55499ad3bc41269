import { existsSync } from 'node:fs';
import { expect } from 'chai';
import { featureOf, filesBelow, findCycle, foldersIn, type Import, importsOf } from './support/sources.js';

describe('features', () => {
  const imports = [...filesBelow('src', '.ts'), ...filesBelow('scripts', '.ts')].flatMap(importsOf);
  const betweenFeatures = imports.filter(({ from, to }) => featureOf(to) && featureOf(to) !== featureOf(from));

  it('each have a front door', () => {
    const closed = foldersIn('src/features').filter((feature) => !existsSync(`src/features/${feature}/index.ts`));
    expect(closed).to.deep.equal([]);
  });

  it('are entered through their front door only', () => {
    const intruders = betweenFeatures.filter(({ to }) => !/^src\/features\/[^/]+\/index\.ts$/.test(to));
    expect(intruders.map(told)).to.deep.equal([]);
  });

  it('do not import their own front door', () => {
    const circular = imports.filter(
      ({ from, to }) => featureOf(from) && to === `src/features/${featureOf(from)}/index.ts`,
    );
    expect(circular.map(told)).to.deep.equal([]);
  });

  it('depend on each other in one direction', () => {
    const graph = new Map<string, Set<string>>();
    for (const { from, to } of betweenFeatures) {
      const feature = featureOf(from);
      if (feature) graph.set(feature, (graph.get(feature) ?? new Set()).add(featureOf(to)!));
    }
    expect(findCycle(graph) ?? []).to.deep.equal([]);
  });
});

describe('imports', () => {
  const imports = [...filesBelow('src', '.ts'), ...filesBelow('scripts', '.ts')].flatMap(importsOf);

  it('form no loop of files', () => {
    const graph = new Map<string, Set<string>>();
    for (const { from, to, isTypeOnly } of imports) {
      if (!isTypeOnly) graph.set(from, (graph.get(from) ?? new Set()).add(to));
    }
    expect(findCycle(graph) ?? []).to.deep.equal([]);
  });

  it('of src never lead to scripts, tests or development packages', () => {
    const outward = imports.filter(({ from, to }) => from.startsWith('src/') && /^(scripts|test|assets)\//.test(to));
    expect(outward.map(told)).to.deep.equal([]);
  });

  it('reach the embedded store from nowhere but the infrastructure, its benchmarks and its own scripts', () => {
    const knowing = imports.filter(
      ({ from, to }) =>
        to.startsWith('src/infrastructure/embedded-mongo/') &&
        !/^(src\/infrastructure\/|scripts\/(bench\/|(lib\/)?store))/.test(from),
    );
    expect(knowing.map(told)).to.deep.equal([]);
  });

  it('leave configuration, infrastructure, errors, http and audit free of features', () => {
    const upward = imports.filter(
      ({ from, to }) => /^src\/(config|infrastructure|errors|http|audit)\//.test(from) && featureOf(to),
    );
    expect(upward.map(told)).to.deep.equal([]);
  });
});

function told({ from, to }: Import): string {
  return `${from} → ${to}`;
}
