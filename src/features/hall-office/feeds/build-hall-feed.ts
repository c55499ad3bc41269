import type { TFunction } from 'i18next';
import ical, {
  ICalCalendarMethod,
  type ICalCalendar,
  ICalEventClass,
  ICalEventRepeatingFreq,
  ICalEventTransparency,
} from 'ical-generator';
import { DateTime } from 'luxon';
import type { Language } from '../../../infrastructure/language.js';
import { addDays, type CivilDate, instantAt, type WorkCalendar } from '../../calendar/index.js';
import { fixedOffsetTimezone } from '../../confirmation/index.js';
import { type Closure, type Hall, openingOn, type Span } from '../../halls/index.js';
import type { UsedDay } from '../hall-use.read-model.js';

const DOMAIN = 'feed.xiyue.invalid';
const REFRESH_SECONDS = 3600;

export interface HallFeed {
  hall: Hall;
  days: readonly UsedDay[];
  calendar: WorkCalendar;
  t: TFunction;
  language: Language;
  now: Date;
}

/** A hall's days for its staff's own calendars: opening hours with how many have booked, and closures. Nobody is named. */
export function buildHallFeed({ hall, days, calendar, t, language, now }: HallFeed): string {
  const feed = ical({
    prodId: { company: 'xiyue', product: 'hall', language: language === 'en' ? 'EN' : 'ZH' },
    name: hall.name[language],
    method: ICalCalendarMethod.PUBLISH,
    ttl: REFRESH_SECONDS,
    // Unnamed on purpose: with a calendar-wide zone the library writes DTSTAMP in local time, which RFC 5545 forbids.
    timezone: { name: null, generator: (zone) => fixedOffsetTimezone(zone, now) },
  });
  for (const day of days)
    for (const span of openingOn(hall, day.date, calendar)) addHours(feed, { hall, day, span, t, now });
  const last = days.at(-1)?.date ?? '';
  for (const closure of hall.closures)
    if (closure.from <= last && closure.to >= (days[0]?.date ?? ''))
      addClosure(feed, { hall, closure, text: closureText(closure, t, language), now });
  return `${feed.toString()}\r\n`;
}

function addHours(
  feed: ICalCalendar,
  { hall, day, span, t, now }: { hall: Hall; day: UsedDay; span: Span; t: TFunction; now: Date },
): void {
  const slots = [...day.slots]
    .filter(([start]) => span.from <= start && start < span.to)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  const sum = slots.reduce((total, [, use]) => total + use.booked + use.walkIns, 0);
  const places = slots.reduce((total, [, use]) => total + use.capacity, 0);
  feed.createEvent({
    id: `${hall.id}-${day.date}-${span.from.replace(':', '')}@${DOMAIN}`,
    stamp: now,
    ...between(day.date, day.date, span, hall.timeZone),
    timezone: hall.timeZone,
    summary: t('hall-office:feeds.summary', { taken: sum, places }),
    description: slots
      .map(([start, { booked, walkIns, capacity }]) =>
        t('hall-office:feeds.slot', { start, taken: booked + walkIns, places: capacity }),
      )
      .join('\n'),
    class: ICalEventClass.PRIVATE,
    transparency: ICalEventTransparency.TRANSPARENT,
  });
}

function addClosure(
  feed: ICalCalendar,
  { hall, closure, text, now }: { hall: Hall; closure: Closure; text: string; now: Date },
): void {
  const { from, to, hours, windows } = closure;
  const parts = [hall.id, 'closed', from, to, hours?.from, hours?.to, windows?.business].filter(Boolean);
  feed.createEvent({
    id: `${parts.join('-').replaceAll(':', '')}@${DOMAIN}`,
    stamp: now,
    ...(hours
      ? { ...between(from, from, hours, hall.timeZone), timezone: hall.timeZone }
      : { start: DateTime.fromISO(from), end: DateTime.fromISO(addDays(to, 1)), allDay: true }),
    ...(hours &&
      from !== to && {
        repeating: { freq: ICalEventRepeatingFreq.DAILY, until: instantAt(to, hours.from, hall.timeZone) },
      }),
    summary: text,
    class: ICalEventClass.PRIVATE,
  });
}

function closureText({ reason, windows }: Closure, t: TFunction, language: Language): string {
  if (!windows) return t('hall-office:feeds.closed', { reason: reason[language] });
  const business = t(`appointments:business.${windows.business}`);
  return `${t('hall-office:words.windows', { business, count: windows.count })} · ${reason[language]}`;
}

function between(from: CivilDate, to: CivilDate, hours: Span, zone: string): { start: DateTime; end: DateTime } {
  return {
    start: DateTime.fromJSDate(instantAt(from, hours.from, zone)),
    end: DateTime.fromJSDate(instantAt(to, hours.to, zone)),
  };
}
