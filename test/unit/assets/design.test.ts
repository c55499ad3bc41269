import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { buildAssets } from '../../../scripts/lib/build-assets.mjs';
import { findProjectRoot } from '../../../src/config/project-root.js';
import { createAssets } from '../../../src/infrastructure/assets.js';
import { contrast } from './support/contrast.js';

const TEXT_ON: Record<string, string[]> = {
  paper: ['ink', 'ink-soft', 'accent', 'gold-ink', 'danger', 'info', 'quiet', 'jade', 'amber'],
  surface: ['ink', 'ink-soft', 'accent', 'gold-ink', 'danger', 'jade', 'amber', 'info', 'quiet'],
  'surface-sunk': ['ink', 'ink-soft', 'quiet'],
  'accent-wash': ['ink', 'ink-soft', 'accent', 'accent-deep', 'gold-ink', 'jade', 'amber'],
  accent: ['on-accent'],
  'accent-deep': ['on-accent'],
  'gold-wash': ['ink', 'gold-ink'],
  'jade-wash': ['jade'],
  'amber-wash': ['amber', 'ink'],
  'danger-wash': ['danger', 'ink'],
  'info-wash': ['info', 'ink'],
  'quiet-wash': ['quiet'],
};
const EDGES = ['line-strong', 'focus'];

describe('design tokens', () => {
  for (const tone of ['warm', 'calm'] as const) {
    it(`keep text at 4.5:1 and edges at 3:1 in the ${tone} tone`, async () => {
      const colour = await readTokens(tone);
      for (const [ground, texts] of Object.entries(TEXT_ON)) {
        for (const text of texts) {
          expect(contrast(colour(text), colour(ground)), `${text} on ${ground}`).to.be.at.least(4.5);
        }
      }
      for (const edge of EDGES) expect(contrast(colour(edge), colour('paper')), edge).to.be.at.least(3);
    });
  }
});

describe('buildAssets', () => {
  let outDir: string;

  beforeEach(async () => {
    outDir = await mkdtemp(join(tmpdir(), 'xiyue-assets-'));
  });

  afterEach(() => rm(outDir, { recursive: true, force: true }));

  it('writes small bundles whose names change only with their content', async () => {
    const manifest = await buildAssets({ outDir });
    expect(manifest['main.css']).to.match(/^main-[A-Z0-9]{8}\.css$/);
    expect(await buildAssets({ outDir })).to.deep.equal(manifest);
    const size = async (name: string) => (await readFile(join(outDir, manifest[name] ?? ''))).length;
    expect(await size('main.css')).to.be.below(42_000);
    expect(await size('main.js')).to.be.below(12_000);
  });

  it('names the asset or icon that a template asks for and nobody built', async () => {
    await buildAssets({ outDir });
    const assets = createAssets(outDir);
    expect(assets.url('main.css')).to.match(/^\/assets\/main-/);
    expect(() => assets.url('absent.css')).to.throw('No asset named "absent.css"');
    expect(() => assets.icon('absent')).to.throw('No icon named "absent"');
  });
});

async function readTokens(tone: 'warm' | 'calm'): Promise<(name: string) => string> {
  const css = await readFile(join(findProjectRoot(), 'assets/css/tokens.css'), 'utf8');
  const [warm = '', calm = ''] = css.split("[data-tone='calm']");
  const colours = new Map(
    (tone === 'calm' ? [warm, calm] : [warm]).flatMap((part) =>
      [...part.matchAll(/--([\w-]+): (#[0-9a-f]{3,6});/g)].map(([, name = '', value = '']) => [name, value] as const),
    ),
  );
  return (name) => colours.get(name) ?? expect.fail(`no colour named ${name}`);
}
