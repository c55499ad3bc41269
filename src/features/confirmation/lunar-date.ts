import { Solar } from 'lunar-typescript';
import type { DateTime } from 'luxon';

import type { Translate } from './wording.js';

/** 农历丙午年七月初七, or its English reading, for the day a hall's calendar shows. */
export function lunarDate(day: DateTime, say: Translate): string {
  const lunar = Solar.fromYmd(day.year, day.month, day.day).getLunar();
  const isLeapMonth = lunar.getMonth() < 0;
  return say(isLeapMonth ? 'lunar.leap' : 'lunar.plain', {
    stemBranch: lunar.getYearInGanZhi(),
    monthName: lunar.getMonthInChinese(),
    dayName: lunar.getDayInChinese(),
    month: Math.abs(lunar.getMonth()),
    day: lunar.getDay(),
  });
}
