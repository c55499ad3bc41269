import { rotateSealedValues } from '../src/infrastructure/key-rotation.js';
import { sealedPaths } from '../src/sealed-paths.js';
import { runScript } from './lib/run-script.js';

const SLICE_MS = 5000;

// The worker does this by itself once FIELD_KEYS begins with a new key. A dry run counts what is outdated and shows how far the
// worker has come; --commit does not wait for it. When nothing is outdated any more, the old key can go.
await runScript({
  name: 'rotate-keys',
  arguments: {},
  async run({ commit, now, services: { connection, secrets, keyRotation }, say }) {
    if (commit) while (!(await keyRotation.run(now, { budgetMs: SLICE_MS }))) say('sealing …');
    const collections: Record<string, { sealed: number; outdated: number }> = {};
    for (const path of sealedPaths) {
      const { sealed, outdated } = await rotateSealedValues(connection, secrets.cipher, path, {
        commit: false,
        onProgress: (count) => say(`${path.collection}: ${count} …`),
      });
      collections[`${path.collection}.${path.path}`] = { sealed, outdated };
      say(`${path.collection}.${path.path}: ${sealed} sealed, ${outdated} outdated`);
    }
    const progress = await keyRotation.progress();
    for (const { _id, keyId, state, resealed, unreadable } of progress)
      say(`${_id}: ${state} for ${keyId}, ${resealed} sealed again, ${unreadable} unreadable`);
    const resealed = progress.reduce((sum, path) => sum + path.resealed, 0);
    const outdated = Object.values(collections).reduce((sum, path) => sum + path.outdated, 0);
    return { report: { collections, outdated, progress }, hasChanged: resealed > 0, isFailure: commit && outdated > 0 };
  },
});
