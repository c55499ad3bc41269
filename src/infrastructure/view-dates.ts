import { DateTime } from 'luxon';
import type { Language } from './language.js';

type Instant = Date | string;

const FORMATS: Record<Language, { day: string; shortDay: string; dayAndTime: string; month: string }> = {
  'zh-CN': {
    day: 'yyyy年M月d日 cccc',
    shortDay: 'M月d日 ccc',
    dayAndTime: 'yyyy年M月d日 ccc HH:mm',
    month: 'yyyy年M月',
  },
  en: { day: 'cccc d LLLL yyyy', shortDay: 'ccc d LLL', dayAndTime: 'ccc d LLLL yyyy HH:mm', month: 'LLLL yyyy' },
};

/**
 * Filters for templates. `day`, `shortDay` and `month` take hall-local `YYYY-MM-DD` (or `YYYY-MM`) strings;
 * `time` and `dayAndTime` take an instant and must be told the hall's zone; `iso` is for `datetime` and `data-` attributes.
 */
export function dateFilters(language: Language) {
  const formats = FORMATS[language];
  const local = (day: string) => DateTime.fromISO(day, { zone: 'utc', locale: language });
  const zoned = (instant: Instant, zone: string) => toDateTime(instant).setZone(requireZone(zone)).setLocale(language);
  return {
    day: (day: string) => local(day).toFormat(formats.day),
    shortDay: (day: string) => local(day).toFormat(formats.shortDay),
    month: (month: string) => local(month).toFormat(formats.month),
    time: (instant: Instant, zone: string) => zoned(instant, zone).toFormat('HH:mm'),
    dayAndTime: (instant: Instant, zone: string) => zoned(instant, zone).toFormat(formats.dayAndTime),
    iso: (instant: Instant) => toDateTime(instant).toUTC().toISO() ?? '',
  };
}

function toDateTime(instant: Instant): DateTime {
  return typeof instant === 'string' ? DateTime.fromISO(instant) : DateTime.fromJSDate(instant);
}

// A forgotten zone would show the server's time to a couple; better no page than a wrong hour.
function requireZone(zone: string | undefined): string {
  if (!zone) throw new Error('A time filter needs the zone of the hall');
  return zone;
}
