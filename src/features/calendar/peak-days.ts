import { almanacOn } from './almanac.js';
import type { CivilDate } from './civil-date.js';

export interface PeakDay {
  code: string;
  name: { 'zh-CN': string; en: string };
  /** Gregorian month-day, `MM-DD`, or the lunar month and day. */
  on: { solar: string } | { lunar: readonly [month: number, day: number] };
}

/** Days couples have always wanted; a bureau may name more of its own. */
export const peakDays: readonly PeakDay[] = [
  { code: 'new-year', name: { 'zh-CN': '元旦', en: "New Year's Day" }, on: { solar: '01-01' } },
  { code: 'valentine', name: { 'zh-CN': '情人节', en: "Valentine's Day" }, on: { solar: '02-14' } },
  { code: '520', name: { 'zh-CN': '520', en: '520 “I love you” Day' }, on: { solar: '05-20' } },
  { code: '521', name: { 'zh-CN': '521', en: '521 “I do” Day' }, on: { solar: '05-21' } },
  { code: '9-9', name: { 'zh-CN': '99 长长久久', en: 'Double Nine “Ever After” Day' }, on: { solar: '09-09' } },
  { code: 'national-day', name: { 'zh-CN': '国庆', en: 'National Day' }, on: { solar: '10-01' } },
  { code: 'national-day', name: { 'zh-CN': '国庆', en: 'National Day' }, on: { solar: '10-02' } },
  { code: 'national-day', name: { 'zh-CN': '国庆', en: 'National Day' }, on: { solar: '10-03' } },
  { code: '10-10', name: { 'zh-CN': '双十 十全十美', en: 'Double Ten “Perfect” Day' }, on: { solar: '10-10' } },
  { code: '11-11', name: { 'zh-CN': '双十一 一生一世', en: 'Double Eleven “One Life” Day' }, on: { solar: '11-11' } },
  { code: '12-12', name: { 'zh-CN': '双十二 要爱', en: 'Double Twelve “Be Loved” Day' }, on: { solar: '12-12' } },
  { code: 'lantern', name: { 'zh-CN': '元宵', en: 'Lantern Festival' }, on: { lunar: [1, 15] } },
  { code: 'qixi', name: { 'zh-CN': '七夕', en: 'Qixi' }, on: { lunar: [7, 7] } },
  { code: 'mid-autumn', name: { 'zh-CN': '中秋', en: 'Mid-Autumn Festival' }, on: { lunar: [8, 15] } },
];

/** The peak day a date falls on; the lunar festival when it is also a Gregorian one. */
export function peakDayOn(date: CivilDate): PeakDay | undefined {
  const { lunarMonth, lunarDay, leapMonth } = almanacOn(date);
  const lunar = peakDays.find(
    ({ on }) => 'lunar' in on && !leapMonth && on.lunar[0] === lunarMonth && on.lunar[1] === lunarDay,
  );
  return lunar ?? peakDays.find(({ on }) => 'solar' in on && date.endsWith(on.solar));
}
