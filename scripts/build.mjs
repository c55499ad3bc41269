import { existsSync } from 'node:fs';
import { copyFile, mkdir } from 'node:fs/promises';
import { dirname, extname, join, relative } from 'node:path';
import { build } from 'esbuild';
import { buildAssets } from './lib/build-assets.mjs';
import { BUILD_LOCK, buildFolder, draftFolder, pointAt, publish } from './lib/builds.mjs';
import { withLock } from './lib/lock.mjs';
import { ROOT, runMain, say } from './lib/project.mjs';
import { listFiles, sourceHash } from './lib/source-hash.mjs';

const CODE_FOLDERS = ['src', 'scripts'];
const DATA_EXTENSIONS = ['.json', '.csv', '.yaml', '.txt'];

await runMain(() => (process.argv.includes('--locked') ? main() : withLock(BUILD_LOCK, main)));

async function main() {
  const hash = sourceHash();
  if (existsSync(buildFolder(hash))) return pointAt(hash);
  const started = performance.now();
  const outDir = draftFolder(hash);
  const files = CODE_FOLDERS.flatMap((folder) => listFiles(join(ROOT, folder)));
  await Promise.all([
    transpile(files, outDir),
    copyData(files, outDir),
    buildAssets({ outDir: join(outDir, 'assets') }),
  ]);
  publish(outDir, hash);
  say(`built in ${((performance.now() - started) / 1000).toFixed(1)} s`);
}

async function transpile(files, outdir) {
  await build({
    entryPoints: files.filter((file) => file.endsWith('.ts') && !file.endsWith('.d.ts')),
    outdir,
    outbase: ROOT,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    sourcemap: 'linked',
    sourcesContent: false,
    logLevel: 'warning',
  });
}

async function copyData(files, outDir) {
  for (const file of files.filter((name) => DATA_EXTENSIONS.includes(extname(name)))) {
    const target = join(outDir, relative(ROOT, file));
    await mkdir(dirname(target), { recursive: true });
    await copyFile(file, target);
  }
}
