import type { TFunction } from 'i18next';
import type { Language } from '../../../infrastructure/language.js';
import {
  type CivilDate,
  type ClockTime,
  datesBetween,
  type HolidayCalendar,
  instantAt,
  type WorkCalendar,
} from '../../calendar/index.js';
import { type Closure, type Hall, openingOn, type Span } from '../../halls/index.js';
import type { HallUse, UsedDay } from '../hall-use.read-model.js';
import type { FeedContributor, FeedEntry } from './feed-contributor.js';

/** Opening hours with how many have booked, and closures. */
export function hallDays({ use, calendar }: { use: HallUse; calendar: HolidayCalendar }): FeedContributor {
  return {
    permission: 'desk.view',
    title: (t) => t('hall-office:feeds.contents.hallDays'),
    async entries({ hall, from, to, language, t }) {
      const days = await use.of({ hall: hall.id, from, to });
      return hallDayEntries({ hall, days, calendar: await calendar.current(), language, t });
    },
  };
}

/** The same for those who work at a hall and not at its desk: nobody told them how many come. */
export function openDays({ calendar }: { calendar: HolidayCalendar }): FeedContributor {
  return {
    permission: 'hall.feeds',
    unless: 'desk.view',
    title: (t) => t('hall-office:feeds.contents.openDays'),
    async entries({ hall, from, to, language, t }) {
      const days = datesBetween(from, to).map((date) => ({ date }));
      return hallDayEntries({ hall, days, calendar: await calendar.current(), language, t });
    },
  };
}

type FeedDay = Pick<UsedDay, 'date'> & Partial<Pick<UsedDay, 'slots'>>;

interface HallDays {
  hall: Hall;
  /** With how they are used, where that is to be seen. */
  days: readonly FeedDay[];
  calendar: WorkCalendar;
  language: Language;
  t: TFunction;
}

export function hallDayEntries({ hall, days, calendar, language, t }: HallDays): FeedEntry[] {
  const [first, last] = [days[0]?.date ?? '', days.at(-1)?.date ?? ''];
  return [
    ...days.flatMap((day) => openingOn(hall, day.date, calendar).map((span) => hoursEntry(hall, { day, span, t }))),
    ...hall.closures
      .filter(({ from, to }) => from <= last && to >= first)
      .map((closure) => closureEntry(hall, closure, closureText(closure, t, language))),
  ];
}

function hoursEntry(hall: Hall, { day, span, t }: { day: FeedDay; span: Span; t: TFunction }): FeedEntry {
  return {
    id: `${hall.id}-${day.date}-${digits(span.from)}`,
    at: { start: instantAt(day.date, span.from, hall.timeZone), end: instantAt(day.date, span.to, hall.timeZone) },
    ...(day.slots ? useIn(day.slots, { span, t }) : { summary: t('hall-office:feeds.open') }),
    leavesFree: true,
  };
}

function useIn(
  used: UsedDay['slots'],
  { span, t }: { span: Span; t: TFunction },
): Pick<FeedEntry, 'summary' | 'description'> {
  const slots = [...used]
    .filter(([start]) => span.from <= start && start < span.to)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([start, { booked, walkIns, capacity }]) => ({ start, taken: booked + walkIns, places: capacity }));
  const sum = (of: 'taken' | 'places') => slots.reduce((total, slot) => total + slot[of], 0);
  return {
    summary: t('hall-office:feeds.summary', { taken: sum('taken'), places: sum('places') }),
    description: slots.map((slot) => t('hall-office:feeds.slot', slot)).join('\n'),
  };
}

function closureEntry(hall: Hall, { from, to, hours, windows }: Closure, summary: string): FeedEntry {
  const parts = [hall.id, 'closed', from, to, hours?.from, hours?.to, windows?.business].filter((part) => part);
  const at = (day: CivilDate, time: ClockTime) => instantAt(day, time, hall.timeZone);
  return {
    id: digits(parts.join('-')),
    summary,
    at: hours
      ? {
          start: at(from, hours.from),
          end: at(from, hours.to),
          ...(from !== to && { dailyUntil: at(to, hours.from) }),
        }
      : { from, to },
  };
}

function closureText({ reason, windows }: Closure, t: TFunction, language: Language): string {
  if (!windows) return t('hall-office:feeds.closed', { reason: reason[language] });
  const business = t(`appointments:business.${windows.business}`);
  return `${t('hall-office:words.windows', { business, count: windows.count })} · ${reason[language]}`;
}

function digits(time: string): string {
  return time.replaceAll(':', '');
}
