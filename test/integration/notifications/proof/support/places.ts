import { addDays, civilDateAt, instantAt } from '../../../../../src/features/calendar/index.js';
import type { Random } from '../../../../../scripts/lib/random.js';
import { HALLS } from './world.js';

export const FIRST_DAY = '2026-10-05';
export const DAY_MS = 86_400_000;
export const SECOND_MS = 1000;
const START = instantAt(FIRST_DAY, '00:00', 'Asia/Shanghai');

/** Where and when a couple is to come. */
export interface Place {
  hall: string;
  date: string;
  start: string;
}

/** Moments of a day at which things happen: just before, at and after the times that reminders and the night begin and end. */
const MOMENTS = ['00:20:00', '07:59:40', '09:59:40', '10:00:10', '12:10:00', '15:05:00', '17:59:50', '18:00:20'];
const EVENING = ['20:58:00', '21:03:00', '23:40:00'];
export const STARTS = ['09:00', '09:30', '10:30', '11:30', '14:00', '15:30', '16:30'] as const;

export function zoneOf(hall: string): string {
  return HALLS.find(({ id }) => id === hall)?.timeZone ?? 'Asia/Shanghai';
}

export function startOf({ hall, date, start }: Place): Date {
  return instantAt(date, start, zoneOf(hall));
}

export function closeOfDay({ hall, date }: Omit<Place, 'start'>): Date {
  return instantAt(date, '17:00', zoneOf(hall));
}

/** An appointment from later on the same day to three weeks ahead; near ones are as frequent as far ones. */
export function placeAfter(random: Random, at: Date): Place {
  const { id, timeZone } = random.pick(HALLS);
  const place = (days: number) => ({
    hall: id,
    date: addDays(civilDateAt(at, timeZone), days),
    start: random.pick(STARTS),
  });
  const wanted = place(random.pick([0, 1, 1, 2, 3, 3, 4, 6, 9, 14, 21]));
  return startOf(wanted) > at ? wanted : place(1);
}

export function moment(random: Random, day: number): Date {
  const time = random.pick([...MOMENTS, ...MOMENTS, ...EVENING]);
  const [hours = 0, minutes = 0, seconds = 0] = time.split(':').map(Number);
  return new Date(START.getTime() + day * DAY_MS + ((hours * 60 + minutes) * 60 + seconds) * SECOND_MS);
}

export function momentBetween(random: Random, from: Date, to: Date): Date | undefined {
  const first = Math.floor((from.getTime() - START.getTime()) / DAY_MS);
  const span = Math.max(1, Math.ceil((to.getTime() - from.getTime()) / DAY_MS));
  const at = moment(random, first + random.integer(span + 1));
  return at > from && at < to ? at : undefined;
}

export function phone(random: Random): string {
  return `+86139${String(random.integer(100_000_000)).padStart(8, '0')}`;
}
