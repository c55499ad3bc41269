import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const ASSETS = fileURLToPath(new URL('../../assets/', import.meta.url));

/**
 * Bundles assets/css/main.css, assets/css/staff.css and every script of assets/js into `outDir` under content-hashed names, with
 * `manifest.json` (name → hashed name) and `icons.json` (name → inline SVG) beside them.
 * @param {{ outDir: string }} options
 * @returns {Promise<Record<string, string>>} the manifest
 */
export async function buildAssets({ outDir }) {
  await rm(outDir, { recursive: true, force: true });
  await mkdir(outDir, { recursive: true });
  const { metafile } = await build({
    entryPoints: [
      join(ASSETS, 'css/main.css'),
      join(ASSETS, 'css/staff.css'),
      ...(await listFiles('js', '.ts')),
      ...(await listFiles('img', '.svg')),
    ],
    outdir: outDir,
    bundle: true,
    minify: true,
    metafile: true,
    format: 'esm',
    target: ['es2020', 'chrome90', 'safari15', 'firefox90'],
    loader: { '.svg': 'copy' },
    entryNames: '[name]-[hash]',
    assetNames: '[name]-[hash]',
    logLevel: 'warning',
  });
  const manifest = Object.fromEntries(Object.entries(metafile.outputs).map(([path, output]) => entryOf(path, output)));
  await writeJson(join(outDir, 'manifest.json'), manifest);
  await writeJson(join(outDir, 'icons.json'), await readIcons());
  return manifest;
}

function entryOf(path, { entryPoint }) {
  const file = basename(path);
  const name = entryPoint ? basename(entryPoint).replace(/\.ts$/, '.js') : file.replace(/-[A-Z0-9]{8}\./, '.');
  return [name, file];
}

async function readIcons() {
  const files = await listFiles('img/icons', '.svg');
  const entries = files.map(async (file) => [basename(file, '.svg'), (await readFile(file, 'utf8')).trim()]);
  return Object.fromEntries(await Promise.all(entries));
}

async function listFiles(folder, extension) {
  const names = await readdir(join(ASSETS, folder));
  return names.filter((name) => name.endsWith(extension)).map((name) => join(ASSETS, folder, name));
}

const writeJson = (path, value) => writeFile(path, `${JSON.stringify(value, null, 2)}\n`);
