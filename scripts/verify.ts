import { verifyBookings } from '../src/features/appointments/index.js';
import { runScript } from './lib/run-script.js';

// Proves the invariants on a live database; exit code 1 when there is a violation.
await runScript({
  name: 'verify',
  isReadOnly: true,
  arguments: {},
  async run({ services, now, say }) {
    const { models, notifications, secrets } = services;
    const { checked, violations } = await verifyBookings({ ...models, ...secrets, notifications }, now);
    for (const [name, count] of Object.entries(checked)) say(`${name}: ${count}`);
    for (const { invariant, subject, detail } of violations) say(`${invariant} ${subject}: ${detail}`);
    say(violations.length === 0 ? 'no violation' : `${violations.length} violations`);
    return { report: { checked, violations }, isFailure: violations.length > 0 };
  },
});
