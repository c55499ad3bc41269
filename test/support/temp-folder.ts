import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const made: string[] = [];

process.once('exit', () => {
  for (const folder of made) rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
});

/** A new folder that is gone when the test process is. */
export function makeTempFolder(name: string): string {
  const folder = mkdtempSync(join(tmpdir(), `xiyue-${name}-`));
  made.push(folder);
  return folder;
}
