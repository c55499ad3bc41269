import { migrateDown, migrateUp, migrations } from '../src/migrations/index.js';
import { optional, wholeNumber } from './lib/argument-kinds.js';
import { runScript } from './lib/run-script.js';

// Brings the store's shape up to date, or takes the newest steps back with --down.
await runScript({
  name: 'migrate',
  arguments: { down: optional(wholeNumber(1, migrations.length)) },
  async run({ args: { down }, commit, services: { connection }, now, say }) {
    const direction = down === undefined ? 'up' : 'down';
    const steps =
      down === undefined
        ? await migrateUp(connection, now, { commit })
        : await migrateDown(connection, down, { commit });
    for (const id of steps) say(`${direction} ${id}`);
    if (steps.length === 0) say('the store is up to date');
    return { report: { direction, steps }, hasChanged: steps.length > 0 };
  },
});
