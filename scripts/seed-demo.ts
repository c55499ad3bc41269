import { DomainError } from '../src/errors/index.js';
import { addDays, civilDateAt, BUREAU_ZONE } from '../src/features/calendar/index.js';
import type { Services } from '../src/services.js';
import { withDefault, wholeNumber } from './lib/argument-kinds.js';
import { type DemoBooking, demoBookings } from './lib/demo-bookings.js';
import { acceptDemoDivorces } from './lib/demo-divorces.js';
import { demoHalls, unreleasedPeakDay } from './lib/demo-halls.js';
import { insertDemoStaff } from './lib/demo-staff.js';
import { inParallel } from './lib/in-parallel.js';
import { Refusal, runScript } from './lib/run-script.js';

const PLANNED_DAYS = 60;
const COUPLES_AT_ONCE = 64;
// Fills an empty database with a small bureau: three halls, sixty days of slots, a few hundred appointments of nobody, its staff.
await runScript({
  name: 'seed-demo',
  arguments: { seed: withDefault(wholeNumber(1, 999), 1) },
  counts: ['halls', 'slots', 'appointments', 'divorceApplications', 'messages', 'staffAccounts'],
  async run({ args: { seed }, commit, services, now, say }) {
    if (services.config.env === 'production') throw new Refusal('the demo bureau cannot exist in production');
    if ((await services.models.halls.estimatedDocumentCount()) > 0) {
      say('the database has halls already: nothing is loaded');
      return { report: { loaded: false } };
    }
    const today = civilDateAt(now, BUREAU_ZONE);
    const calendar = await services.calendar.current();
    const halls = demoHalls(today, calendar);
    const bookings = demoBookings({ halls, calendar, now, seed });
    say(`demo bureau: ${halls.length} halls, ${bookings.length} appointments`);
    if (!commit) return { report: { loaded: false, halls: halls.length, appointments: bookings.length } };

    const peak = unreleasedPeakDay(today);
    for (const hall of halls) {
      await services.slots.plan({ hall, from: today, to: addDays(today, PLANNED_DAYS), calendar, now });
      await services.slots.plan({ hall, from: peak, to: peak, calendar, now });
    }
    await inParallel(bookings, { atOnce: COUPLES_AT_ONCE }, async ({ request }) => {
      await services.booking.book(request);
    });
    const staff = await insertDemoStaff(services, halls[0]?.id ?? '', now);
    // The halls come last: they mark a finished bureau, and a start that was cut short before them begins again.
    await insertHalls(services, halls);
    await inParallel(bookings, { atOnce: COUPLES_AT_ONCE }, (booking) => cancel(services, booking));
    const divorces = await acceptDemoDivorces(services, { hall: halls[0]?.id ?? '', today, calendar, seed });
    // Many at once leave the reminders to a worker, and there may be none yet.
    await services.notifications.planning.planAhead(now);
    const report = { loaded: true, halls: halls.length, appointments: bookings.length, staff, divorces };
    return { report, hasChanged: true };
  },
});

/** Two products that start on one database load the same bureau; what one has written already is as good. */
async function insertHalls({ models, halls }: Services, found: ReturnType<typeof demoHalls>): Promise<void> {
  for (const { id, ...hall } of found) {
    await models.halls.updateOne({ _id: id }, { $setOnInsert: hall }, { upsert: true });
  }
  halls.forget();
}

async function cancel({ booking, managing }: Services, { request, cancelAt }: DemoBooking): Promise<void> {
  if (!cancelAt) return;
  const record = await booking.book(request);
  try {
    await managing.cancel({ record, acceptsLate: false, now: cancelAt });
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
  }
}
