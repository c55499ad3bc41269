import type { FieldError } from '../../errors/index.js';
import { civilDate, datesBetween, isCivilDate } from './civil-date.js';
import type { CivilDate } from './civil-date.js';
import type { NamedDay } from './holiday-year.js';
import { statutoryFestivals } from './statutory-festivals.js';

const ITEM = /^[一二三四五六七八九十]+、(.+?)[：:](.+)$/;
const ASIDE = /[（(][^）)]*[）)]/g;
const OFF = /(?:(\d{1,2})月)?(\d{1,2})日(?:至(?:(\d{1,2})月)?(\d{1,2})日)?放假/;
const COUNT = /共(\d+)天/;
const DAY = /(\d{1,2})月(\d{1,2})日/g;

export interface NoticeReading {
  holidays: NamedDay[];
  workdays: NamedDay[];
  errors: FieldError[];
}

/**
 * Reads the State Council's yearly notice as it is published: one numbered line for each festival, its days off in the first
 * sentence and its make-up days before 上班. Lines without a number are the letter around it. A line that says 共N天 has to come to N.
 */
export function readNotice(text: string, year: number): NoticeReading {
  const reading: NoticeReading = { holidays: [], workdays: [], errors: [] };
  const items = text.split('\n').flatMap((line) => {
    const [, name, rest] = ITEM.exec(line.trim()) ?? [];
    return name === undefined || rest === undefined ? [] : [{ name, rest: rest.replace(ASIDE, ''), year }];
  });
  if (items.length === 0) reading.errors.push({ field: 'notice', code: 'notice-no-item' });
  for (const item of items) readItem(item, reading);
  return reading;
}

function readItem({ name, rest, year }: { name: string; rest: string; year: number }, reading: NoticeReading): void {
  const named = (date: CivilDate): NamedDay => ({ date, name, ...english(name) });
  const off = daysOff(rest, year);
  const count = COUNT.exec(rest)?.[1];
  if (off.length === 0 || (count !== undefined && Number(count) !== off.length)) {
    reading.errors.push({ field: 'notice', code: 'notice-days', params: { festival: name, count: off.length } });
    return;
  }
  const working = rest.split('。').filter((sentence) => sentence.includes('上班'));
  const workdays = working.flatMap((sentence) =>
    [...sentence.matchAll(DAY)].map(([, month, day]) => civilDate(year, Number(month), Number(day))),
  );
  reading.holidays.push(...off.map(named));
  reading.workdays.push(...workdays.map(named));
}

/** `10月1日至8日`, `1月28日至2月4日` or a single `1月1日`; a date that does not exist gives none. */
function daysOff(text: string, year: number): CivilDate[] {
  const [, firstMonth, firstDay, lastMonth = firstMonth, lastDay = firstDay] = OFF.exec(text) ?? [];
  const first = civilDate(year, Number(firstMonth), Number(firstDay));
  const last = civilDate(year, Number(lastMonth), Number(lastDay));
  return isCivilDate(first) && isCivilDate(last) ? datesBetween(first, last) : [];
}

function english(name: string): { nameEn?: string } {
  const named = statutoryFestivals.filter(({ mention }) => mention.test(name)).map(({ nameEn }) => nameEn);
  return named.length > 0 ? { nameEn: named.join(', ') } : {};
}
