import ical, {
  type ICalCalendar,
  ICalEventClass,
  type ICalEventData,
  ICalEventRepeatingFreq,
  ICalEventTransparency,
} from 'ical-generator';
import { DateTime } from 'luxon';
import type { Language } from '../../../infrastructure/language.js';
import { addDays } from '../../calendar/index.js';
import { calendarText, escapedCalendarText, calendarTimezone } from '../../confirmation/index.js';
import type { Hall } from '../../halls/index.js';
import type { FeedEntry } from './feed-contributor.js';

const DOMAIN = 'feed.xiyue.invalid';
const REFRESH_SECONDS = 3600;

const LATE_PROPERTY = /^(?:REFRESH-INTERVAL|X-PUBLISHED-TTL).*\r\n/gm;
/** Where the calendar's own properties end. */
const FIRST_COMPONENT = /^(?:BEGIN:(?!VCALENDAR)|END:VCALENDAR)/m;

/** What calendar programs subscribe to. It has no METHOD: a feed is a calendar to look at and no message to anybody (RFC 5546). */
export function buildFeed(
  entries: readonly FeedEntry[],
  { hall, language, now }: { hall: Hall; language: Language; now: Date },
): string {
  const feed = ical({
    prodId: { company: 'xiyue', product: 'hall', language: language === 'en' ? 'EN' : 'ZH' },
    name: escapedCalendarText(hall.name[language]),
    ttl: REFRESH_SECONDS,
    // Unnamed on purpose: with a calendar-wide zone the library writes DTSTAMP in local time, which RFC 5545 forbids.
    timezone: { name: null, generator: (zone) => calendarTimezone(zone, now) },
  });
  for (const entry of entries) addEntry(feed, entry, { timeZone: hall.timeZone, now });
  const text = propertiesFirst(feed.toString());
  return `${entries.length > 0 ? text : withZone(text, calendarTimezone(hall.timeZone, now))}\r\n`;
}

/** The library writes some of the calendar's properties after its components, where RFC 5545 allows none. */
function propertiesFirst(text: string): string {
  const late = text.match(LATE_PROPERTY) ?? [];
  return text.replace(LATE_PROPERTY, '').replace(FIRST_COMPONENT, (begin) => late.join('') + begin);
}

/** A calendar has a component at least (RFC 5545, 3.6), also when nothing lies ahead. */
function withZone(text: string, zone: string): string {
  return text.replace(FIRST_COMPONENT, (end) => `${zone}\r\n${end}`);
}

function addEntry(
  feed: ICalCalendar,
  { id, summary, description, leavesFree, at }: FeedEntry,
  { timeZone, now }: { timeZone: string; now: Date },
): void {
  feed.createEvent({
    id: `${id}@${DOMAIN}`,
    stamp: now,
    ...timesOf(at, timeZone),
    summary: calendarText(summary),
    ...(description !== undefined && { description: calendarText(description) }),
    class: ICalEventClass.PRIVATE,
    ...(leavesFree && { transparency: ICalEventTransparency.TRANSPARENT }),
  });
}

function timesOf(at: FeedEntry['at'], timezone: string): ICalEventData {
  if ('from' in at) return { start: DateTime.fromISO(at.from), end: DateTime.fromISO(addDays(at.to, 1)), allDay: true };
  const { start, end, dailyUntil } = at;
  return {
    start: DateTime.fromJSDate(start),
    end: DateTime.fromJSDate(end),
    timezone,
    ...(dailyUntil && { repeating: { freq: ICalEventRepeatingFreq.DAILY, until: dailyUntil } }),
  };
}
