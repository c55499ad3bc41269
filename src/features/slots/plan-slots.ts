import { addDays, type CivilDate, type ClockTime, instantAt, peakDayOn, type WorkCalendar } from '../calendar/index.js';
import {
  closedHoursOn,
  type Hall,
  type HallService,
  overlaps,
  policyOn,
  usualHoursOn,
  windowsClosed,
} from '../halls/index.js';
import { slotIdOf } from './slot-id.js';
import type { SlotRecord } from './slot.model.js';

export type PlannedSlot = Omit<SlotRecord, 'claims' | 'isClosed' | 'isPinned' | 'isShort' | 'claimedAt'>;

/** How far ahead slots are kept in the store. */
export const PLANNED_DAYS = 60;

const HOUR_MS = 3_600_000;

/** The slots a hall's hours, windows and lanes make on one day. Pure: planning again gives the same slots. */
export function planSlots(hall: Hall, date: CivilDate, calendar: WorkCalendar): PlannedSlot[] {
  const hours = usualHoursOn(hall, date, calendar);
  if (hours.length === 0) return [];
  const closed = closedHoursOn(hall, date);
  const releaseAt = releaseOf(hall, date);
  return hall.services.flatMap((service) =>
    hours
      // A closed part takes its slots out; the others keep the times people have booked.
      .flatMap((span) => slotTimes(span, service.slotMinutes))
      .filter(({ start, end }) => !closed.some((part) => overlaps(part, { from: start, to: end })))
      .flatMap(({ start, end }) => {
        const startsAt = instantAt(date, start, hall.timeZone);
        const times = {
          start,
          end,
          startsAt,
          endsAt: instantAt(date, end, hall.timeZone),
          releaseAt,
          closesAt: closingOf(hall, date, startsAt),
        };
        const span = { from: start, to: end };
        const windows = service.windows - windowsClosed(hall, { date, business: service.business, span });
        return lanesOf(hall, { ...service, windows }).map(({ lane, capacity }) => {
          const name = { hall: hall.id, date, start, business: service.business, lane };
          return { _id: slotIdOf(name), ...name, ...times, capacity };
        });
      }),
  );
}

/** When the public may book a day: so many days ahead at the hall's hour, peak days by their own plan. */
export function releaseOf(hall: Hall, date: CivilDate): Date {
  const policy = policyOn(hall, date);
  const { daysAhead, at } = peakDayOn(date) ? policy.peakRelease : policy.release;
  return instantAt(addDays(date, -daysAhead), at, hall.timeZone);
}

export function closingOf(hall: Hall, date: CivilDate, startsAt: Date): Date {
  return new Date(startsAt.getTime() - policyOn(hall, date).leadHours * HOUR_MS);
}

/** Whole slots only: what is left over at the end of a span is not offered. */
function slotTimes(
  { from, to }: { from: ClockTime; to: ClockTime },
  minutes: number,
): { start: ClockTime; end: ClockTime }[] {
  const first = minuteOf(from);
  const count = Math.floor((minuteOf(to) - first) / minutes);
  return Array.from({ length: Math.max(0, count) }, (_, index) => ({
    start: clockTimeOf(first + index * minutes),
    end: clockTimeOf(first + (index + 1) * minutes),
  }));
}

function lanesOf(
  hall: Hall,
  { windows, slotMinutes, minutesPerCouple, lanes }: HallService,
): { lane: SlotRecord['lane']; capacity: number }[] {
  if (windows <= 0) return [];
  return lanes
    .filter(({ lane }) => lane !== 'foreign' || hall.foreignAuthority)
    .map((share) => {
      const couples = (windows * slotMinutes) / (share.minutesPerCouple ?? minutesPerCouple);
      return { lane: share.lane, capacity: Math.max(1, Math.floor(couples * share.share)) };
    });
}

function minuteOf(time: ClockTime): number {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
}

export function clockTimeOf(minute: number): ClockTime {
  return `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
}
