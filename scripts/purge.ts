import { runScript } from './lib/run-script.js';

// Purges or de-identifies what has been kept long enough; a dry run says what is due. Exit code 1 when a rule was refused.
await runScript({
  name: 'purge',
  arguments: {},
  async run({ commit, now, actor, services: { privacy }, say }) {
    const outcomes = await privacy.retention.run({ now, by: actor, commit });
    for (const { name, action, count, before, oldestKept, refused } of outcomes) {
      const done = refused ? `refused: ${refused}` : `${count} ${commit ? 'done' : 'due'}`;
      const kept = oldestKept ? `, oldest kept ${oldestKept.toISOString()}` : '';
      say(`${name}: ${action} before ${before.toISOString()}: ${done}${kept}`);
    }
    const collections = Object.fromEntries(outcomes.map(({ name, ...outcome }) => [name, outcome]));
    return {
      report: { collections },
      hasChanged: outcomes.some(({ count }) => count > 0),
      isFailure: outcomes.some(({ refused }) => refused !== undefined),
    };
  },
});
