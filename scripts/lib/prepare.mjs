import { join } from 'node:path';
import { BUILD_LOCK, currentBuild, isBuilt } from './builds.mjs';
import { ensureInstalled } from './install.mjs';
import { withLock } from './lock.mjs';
import { ROOT } from './project.mjs';
import { runCommand } from './run-command.mjs';
import { sourceHash } from './source-hash.mjs';

/**
 * Installs and builds what is missing; products that start side by side in one checkout take turns.
 * Returns the folder of the build that belongs to the sources as they are now.
 */
export async function prepare({ withDev = process.env.NODE_ENV !== 'production' } = {}) {
  return withLock(BUILD_LOCK, async () => {
    await ensureInstalled({ withDev });
    if (!isBuilt(sourceHash())) {
      await runCommand(process.execPath, [join(ROOT, 'scripts', 'build.mjs'), '--locked'], { cwd: ROOT });
    }
    return currentBuild();
  });
}
