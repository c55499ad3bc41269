import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Refusal } from './project.mjs';

/** Makes the data folder and proves that it takes files: rights alone do not tell (full or read-only disks). */
export function requireWritable(folder) {
  const probe = join(folder, `.probe-${process.pid}`);
  try {
    makeFolder(folder);
    writeFileSync(probe, '');
    rmSync(probe);
  } catch (error) {
    throw new Refusal(`configuration: DATA_DIR ${folder} cannot be written (${error.code})`);
  }
}

// Node's own recursive mkdir never returns where a file system answers ENOENT for good, as /proc does.
function makeFolder(path) {
  if (existsSync(path)) return;
  makeFolder(dirname(path));
  try {
    mkdirSync(path);
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
  }
}
