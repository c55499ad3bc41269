import { almanacOn } from './almanac.js';
import type { Almanac } from './almanac.js';
import type { CivilDate } from './civil-date.js';
import type { NamedDay } from './holiday-year.js';
import { peakDayOn } from './peak-days.js';
import type { WorkCalendar } from './work-calendar.js';

export type Locale = 'zh-CN' | 'en';

export interface DayLabel {
  kind: 'lunar' | 'holiday' | 'workday' | 'peak' | 'auspicious';
  text: string;
}

const words = {
  'zh-CN': { workday: '调休上班', auspicious: '宜嫁娶' },
  // A calendar shows them in a seventh of a phone's width.
  en: { workday: 'Workday', auspicious: 'Lucky day' },
} as const;

/** What a calendar shows about a day, the lunar date first. */
export function dayLabels(date: CivilDate, calendar: WorkCalendar, locale: Locale): DayLabel[] {
  const almanac = almanacOn(date);
  const labels: DayLabel[] = [{ kind: 'lunar', text: lunarText(almanac, locale) }];
  const holiday = calendar.holidayOn(date);
  if (holiday) labels.push({ kind: 'holiday', text: nameOf(holiday, locale) });
  if (calendar.isMakeUpWorkday(date)) labels.push({ kind: 'workday', text: words[locale].workday });
  const peak = peakDayOn(date);
  if (peak) labels.push({ kind: 'peak', text: peak.name[locale] });
  if (almanac.auspicious) labels.push({ kind: 'auspicious', text: words[locale].auspicious });
  return labels;
}

/** For a business that nobody celebrates: which day it is, and nothing about weddings. */
export function quietDayLabels(date: CivilDate, calendar: WorkCalendar, locale: Locale): DayLabel[] {
  return dayLabels(date, calendar, locale).filter(({ kind }) => kind !== 'peak' && kind !== 'auspicious');
}

function lunarText({ lunarText: text, lunarMonth, lunarDay, leapMonth }: Almanac, locale: Locale): string {
  if (locale === 'zh-CN') return text;
  return `Lunar ${leapMonth ? 'leap ' : ''}${lunarMonth}/${lunarDay}`;
}

function nameOf(day: NamedDay, locale: Locale): string {
  return locale === 'en' && day.nameEn ? day.nameEn : day.name;
}
