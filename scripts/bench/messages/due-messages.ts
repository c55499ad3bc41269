import type { AppointmentRecord } from '../../../src/features/appointments/index.js';
import { addDays, civilDateAt, instantAt } from '../../../src/features/calendar/index.js';
import type { Services } from '../../../src/services.js';
import type { BenchBureau } from '../bench-bureau.js';
import { bookingRequests } from '../bench-couples.js';
import { slotsOf } from '../bench-halls.js';
import { countRoundTrips } from '../round-trips.js';

const PAGE = 1000;
const DAY_MS = 86_400_000;
/** Reminders of the evening before go out at this hour, and until nine. */
const EVENING = 18;

/** Puts so many reminders into the outbox as they stand an hour of an evening: one each, for couples of tomorrow. */
export async function fillOutbox(bureau: BenchBureau, count: number, now: Date): Promise<void> {
  const { services, halls } = bureau;
  await countRoundTrips(bureau, bookingRequests(services, { slots: halls.flatMap(slotsOf), from: 0, count: 1 }));
  const timeZone = zoneInTheEvening(now);
  const [template] = await services.models.appointments.find({ state: 'confirmed' }).limit(1).lean();
  const [hall] = halls;
  if (!template || !hall) throw new Error('there is no appointment to copy');
  await services.models.halls.collection.insertOne({ ...hall, _id: 'evening' as never, timeZone });
  services.halls.forget();
  for (let from = 0; from < count; from += PAGE) {
    const page = Math.min(PAGE, count - from);
    const copies = Array.from({ length: page }, (_, index) => copyOf(template, from + index, { timeZone, now }));
    await services.models.appointments.collection.insertMany(copies as never[]);
    await writeDue(services, copies, now);
  }
}

function copyOf(
  template: AppointmentRecord,
  index: number,
  { timeZone, now }: { timeZone: string; now: Date },
): AppointmentRecord {
  const { activeKeys: _keys, certificateSerial: _serial, ...rest } = template;
  const date = addDays(civilDateAt(now, timeZone), 1);
  const booked = new Date(now.getTime() - 5 * DAY_MS);
  const name = `evening-${index}`;
  return {
    ...rest,
    _id: name,
    reference: name,
    requestKey: name,
    phoneHash: name,
    hall: 'evening',
    date,
    startsAt: instantAt(date, template.start, timeZone),
    endsAt: instantAt(date, template.end, timeZone),
    history: [],
    createdAt: booked,
    updatedAt: booked,
  };
}

async function writeDue({ notifications, aboutAppointments }: Services, copies: AppointmentRecord[], now: Date) {
  const subjects = await aboutAppointments.load(copies.map(({ _id }) => _id));
  await Promise.all(
    [...subjects.values()].map((subject) =>
      notifications.outbox.plan(aboutAppointments, subject, now, { isNew: true }),
    ),
  );
}

/** A zone in which it is evening at this moment, so that the run need not wait for one. */
function zoneInTheEvening(now: Date): string {
  const hours = ((EVENING - now.getUTCHours() + 36) % 24) - 12;
  return `Etc/GMT${hours > 0 ? '-' : '+'}${Math.abs(hours)}`;
}
