import { AuditAnchors } from '../src/audit/index.js';
import { verifyBookings } from '../src/features/appointments/index.js';
import { verifyTickets } from '../src/features/desk/index.js';
import { verifyDivorceApplications } from '../src/features/divorce/index.js';
import { runScript } from './lib/run-script.js';

// Proves the invariants on a live database; exit code 1 when there is a violation.
await runScript({
  name: 'verify',
  isReadOnly: true,
  arguments: {},
  async run({ services, now, say }) {
    const { desk, halls, models, appointmentMessages, secrets } = services;
    const anchors = new AuditAnchors(models.auditAnchors, secrets.hash);
    const bookings = await verifyBookings({ ...models, ...secrets, appointmentMessages }, now);
    const divorces = await verifyDivorceApplications({ ...models, halls, anchors }, now);
    const tickets = await verifyTickets({ ...models, tickets: desk.model }, now);
    const checked = { ...bookings.checked, ...divorces.checked, ...tickets.checked };
    const violations = [...bookings.violations, ...divorces.violations, ...tickets.violations];
    for (const [name, count] of Object.entries(checked)) say(`${name}: ${count}`);
    for (const { invariant, subject, detail } of violations) say(`${invariant} ${subject}: ${detail}`);
    say(violations.length === 0 ? 'no violation' : `${violations.length} violations`);
    return { report: { checked, violations }, isFailure: violations.length > 0 };
  },
});
