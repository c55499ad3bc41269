import { rotateSealedValues } from '../src/infrastructure/key-rotation.js';
import { sealedPaths } from '../src/sealed-paths.js';
import { runScript } from './lib/run-script.js';

// Seals again with the first of FIELD_KEYS what older keys sealed; when nothing is outdated any more, the old key can go.
await runScript({
  name: 'rotate-keys',
  arguments: {},
  async run({ commit, services: { connection, secrets }, say }) {
    const collections: Record<string, { sealed: number; outdated: number }> = {};
    for (const path of sealedPaths) {
      const onProgress = (count: number) => say(`${path.collection}: ${count} …`);
      const { sealed, outdated } = await rotateSealedValues(connection, secrets.cipher, path, { commit, onProgress });
      collections[path.collection] = { sealed, outdated };
      say(`${path.collection}: ${sealed} sealed, ${outdated} ${commit ? 'sealed again' : 'outdated'}`);
    }
    const outdated = Object.values(collections).reduce((sum, collection) => sum + collection.outdated, 0);
    return { report: { collections, outdated }, hasChanged: outdated > 0 };
  },
});
