import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { ROOT } from './project.mjs';

const SOURCES = ['src', 'scripts', 'assets'];
const SINGLE_FILES = ['package-lock.json', 'tsconfig.json'];

/** Names the content of everything the build reads. */
export function sourceHash() {
  const hash = createHash('sha256');
  for (const file of [
    ...SOURCES.flatMap((folder) => listFiles(join(ROOT, folder))),
    ...SINGLE_FILES.map((name) => join(ROOT, name)),
  ]) {
    hash
      .update(`${relative(ROOT, file)}\0`)
      .update(readFileSync(file))
      .update('\0');
  }
  return hash.digest('hex').slice(0, 16);
}

/** Every file below a folder in a stable order; none when the folder is not there. */
export function listFiles(folder) {
  try {
    return readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .sort();
  } catch (error) {
    if (error.code === 'ENOENT') return [];
    throw error;
  }
}
