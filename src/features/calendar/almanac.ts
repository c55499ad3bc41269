import { Solar } from 'lunar-typescript';
import type { CivilDate } from './civil-date.js';

/** What the traditional calendar says about a day. */
export interface Almanac {
  lunarMonth: number;
  lunarDay: number;
  leapMonth: boolean;
  /** 七月初七, 闰六月廿一 */
  lunarText: string;
  /** Traditional festivals: 七夕节, 除夕 … */
  festivals: readonly string[];
  /** 立春, 冬至 … on the day it begins. */
  solarTerm?: string;
  /** Whether the almanac calls it a good day to marry (宜嫁娶). */
  auspicious: boolean;
}

const CACHED_DAYS = 5_000;
const cache = new Map<CivilDate, Almanac>();

export function almanacOn(date: CivilDate): Almanac {
  const known = cache.get(date);
  if (known) return known;
  if (cache.size >= CACHED_DAYS) cache.clear();
  const almanac = compute(date);
  cache.set(date, almanac);
  return almanac;
}

function compute(date: CivilDate): Almanac {
  const lunar = Solar.fromYmd(Number(date.slice(0, 4)), Number(date.slice(5, 7)), Number(date.slice(8))).getLunar();
  const solarTerm = lunar.getJieQi();
  return {
    lunarMonth: Math.abs(lunar.getMonth()),
    lunarDay: lunar.getDay(),
    leapMonth: lunar.getMonth() < 0,
    lunarText: `${lunar.getMonthInChinese()}月${lunar.getDayInChinese()}`,
    festivals: lunar.getFestivals(),
    ...(solarTerm && { solarTerm }),
    auspicious: lunar.getDayYi().includes('嫁娶'),
  };
}
