import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildAssets } from '../../../../scripts/lib/build-assets.mjs';
import { findProjectRoot } from '../../../../src/config/project-root.js';
import { createAssets, type Assets } from '../../../../src/infrastructure/assets.js';
import { createI18n, type I18n } from '../../../../src/infrastructure/i18n.js';
import { createViewEngine, type ViewEngine } from '../../../../src/infrastructure/view-engine.js';

const ROOT = findProjectRoot();
export const VIEWS_DIR = join(ROOT, 'views');
export const LOCALES_DIR = join(ROOT, 'locales');

export interface Views {
  engine: ViewEngine;
  assets: Assets;
  i18n: I18n;
  outDir: string;
  remove(): Promise<void>;
}

/** The real engine on freshly built assets, every template compiled as in production. */
export async function createViews(): Promise<Views> {
  const outDir = await mkdtemp(join(tmpdir(), 'xiyue-assets-'));
  await buildAssets({ outDir });
  const assets = createAssets(outDir);
  const i18n = createI18n(LOCALES_DIR);
  const engine = createViewEngine({ viewsDir: VIEWS_DIR, assets, i18n, isProduction: true });
  return { engine, assets, i18n, outDir, remove: () => rm(outDir, { recursive: true, force: true }) };
}
