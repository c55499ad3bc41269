import {
  addDays,
  type CivilDate,
  civilDateAt,
  datesBetween,
  daysBetween,
  type WorkCalendar,
} from '../../src/features/calendar/index.js';
import type { BookingRequest } from '../../src/features/appointments/index.js';
import { type Business, type Hall, policyOn } from '../../src/features/halls/index.js';
import { currentBookingNotice } from '../../src/features/notices/index.js';
import { type PlannedSlot, planSlots } from '../../src/features/slots/index.js';
import { type GeneratedCouple, generateCouple, type PersonWish } from './people.js';
import { createRandom, type Random } from './random.js';

/** How full the released days are for marriages, from the first open day on: some full, some nearly so, most with room. */
const FILL = [0.4, 0.55, 1, 0.94, 0.3, 0.2, 0.5, 0.9, 0.2, 0.1, 0.1, 0.05];
const OTHER_FILL = 0.12;
const ONE_IN_ENGLISH = 0.06;
const SOLDIERS = 0.02;
const MINUTE_MS = 60_000;
const EPOCH = '2020-01-01';
const COUPLES_A_DAY = 1000;

export interface DemoBooking {
  request: BookingRequest;
  /** When the couple gives the place back again. */
  cancelAt?: Date;
}

/** The requests of couples who do not exist: the same for the same day and seed, in the order in which they were made. */
export function demoBookings({ halls, calendar, now, seed }: DemoBookingOptions): DemoBooking[] {
  const random = createRandom(seed);
  const bookings = halls.flatMap((hall, position) => {
    const today = civilDateAt(now, hall.timeZone);
    let couple = (daysBetween(EPOCH, today) % 300) * 3 * COUPLES_A_DAY + position * COUPLES_A_DAY + seed;
    return chosenSlots({ hall, calendar, now, random }).map((slot) => {
      couple += 1;
      return toBooking({ hall, slot, couple, now, random });
    });
  });
  return bookings.sort((a, b) => a.request.now.getTime() - b.request.now.getTime());
}

export interface DemoBookingOptions {
  halls: readonly Hall[];
  calendar: WorkCalendar;
  now: Date;
  seed: number;
}

/** One entry for each place that is taken. */
function chosenSlots({
  hall,
  calendar,
  now,
  random,
}: Omit<DemoBookingOptions, 'halls' | 'seed'> & { hall: Hall } & Chance): PlannedSlot[] {
  const today = civilDateAt(now, hall.timeZone);
  const days = datesBetween(today, addDays(today, policyOn(hall, today).release.daysAhead))
    .map((date) => planSlots(hall, date, calendar).filter(({ releaseAt }) => releaseAt < now))
    .filter((slots) => slots.length > 0);
  return days.flatMap((slots, position) =>
    slots.flatMap((slot) => {
      const share = shareTaken(slot, FILL[position] ?? 0);
      const taken = Array.from({ length: slot.capacity }, () => share === 1 || random.next() < share);
      return taken.filter(Boolean).map(() => slot);
    }),
  );
}

function shareTaken({ business, lane }: PlannedSlot, fill: number): number {
  const isPublic = lane === 'online' || lane === 'foreign';
  // Nobody can be inside an issue window before a receipt has been issued at the desk.
  if (!isPublic || business === 'divorce-issue') return 0;
  if (lane === 'foreign') return OTHER_FILL;
  return business === 'marriage' ? fill : OTHER_FILL * Math.min(1, fill * 2);
}

interface Chance {
  random: Random;
}

function toBooking({
  hall,
  slot,
  couple,
  now,
  random,
}: { hall: Hall; slot: PlannedSlot; couple: number; now: Date } & Chance): DemoBooking {
  const { business, date, start } = slot;
  const parties = partiesOf({ business, isForeign: slot.lane === 'foreign', couple, date, hall, random });
  const last = Math.min(now.getTime(), slot.closesAt.getTime()) - MINUTE_MS;
  const bookedAt = instantBetween(slot.releaseAt.getTime(), last, random);
  const request: BookingRequest = {
    hall,
    business,
    date,
    start,
    parties,
    contactPhone: parties[0].phone,
    consentVersion: currentBookingNotice.version,
    language: random.next() < ONE_IN_ENGLISH ? 'en' : 'zh-CN',
    idempotencyKey: `demo-${couple}`,
    now: bookedAt,
  };
  const cancels = random.next() < 0.05 && date > civilDateAt(now, hall.timeZone);
  return { request, ...(cancels && { cancelAt: instantBetween(bookedAt.getTime(), last, random) }) };
}

function partiesOf({
  business,
  isForeign,
  couple,
  date,
  hall,
  random,
}: { business: Business; isForeign: boolean; couple: number; date: CivilDate; hall: Hall } & Chance): GeneratedCouple {
  const foreign: PersonWish = { type: random.pick(['hm-permit', 'tw-permit', 'passport', 'foreign-pr'] as const) };
  return generateCouple({
    seed: couple,
    business,
    on: date,
    near: hall.division,
    male: random.next() < SOLDIERS ? { soldier: true } : {},
    female: isForeign ? foreign : {},
  });
}

// Most couples book in the first hours after the release.
function instantBetween(first: number, last: number, random: Random): Date {
  return new Date(Math.floor(first + (Math.max(first, last) - first) * random.next() ** 2));
}
