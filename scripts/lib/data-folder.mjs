import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Refusal } from './project.mjs';

/** Makes the data folder and proves that it takes files: rights alone do not tell (full or read-only disks). */
export function requireWritable(folder) {
  const probe = join(folder, `.probe-${process.pid}`);
  try {
    mkdirSync(folder, { recursive: true });
    writeFileSync(probe, '');
    rmSync(probe);
  } catch (error) {
    throw new Refusal(`configuration: DATA_DIR ${folder} cannot be written (${error.code})`);
  }
}
