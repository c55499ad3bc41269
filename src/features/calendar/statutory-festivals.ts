import { Lunar } from 'lunar-typescript';
import { addDays, civilDate } from './civil-date.js';
import type { CivilDate } from './civil-date.js';
import type { NamedDay } from './holiday-year.js';

/** The seven festivals of 全国年节及纪念日放假办法; a notice that misses one is not the whole notice. */
export const statutoryFestivals = [
  { name: '元旦', nameEn: "New Year's Day", mention: /元旦/ },
  { name: '春节', nameEn: 'Spring Festival', mention: /春节|除夕/ },
  { name: '清明', nameEn: 'Tomb-sweeping Day', mention: /清明/ },
  { name: '劳动节', nameEn: 'Labour Day', mention: /劳动/ },
  { name: '端午', nameEn: 'Dragon Boat Festival', mention: /端午/ },
  { name: '中秋', nameEn: 'Mid-autumn Festival', mention: /中秋/ },
  { name: '国庆节', nameEn: 'National Day', mention: /国庆/ },
] as const;

type FestivalName = (typeof statutoryFestivals)[number]['name'];

/**
 * The thirteen days that are off by law (国务院令第795号, since 2025) whatever the yearly notice arranges around them:
 * all that is certain of a year before its notice.
 */
export function lawfulDaysOff(year: number): NamedDay[] {
  const newYear = lunarDate(year, 1, 1);
  const dates: [FestivalName, CivilDate[]][] = [
    ['元旦', [civilDate(year, 1, 1)]],
    ['春节', [-1, 0, 1, 2].map((offset) => addDays(newYear, offset))],
    ['清明', [solarTerm(year, '清明')]],
    ['劳动节', [civilDate(year, 5, 1), civilDate(year, 5, 2)]],
    ['端午', [lunarDate(year, 5, 5)]],
    ['中秋', [lunarDate(year, 8, 15)]],
    ['国庆节', [1, 2, 3].map((day) => civilDate(year, 10, day))],
  ];
  return dates.flatMap(([name, days]) => {
    const festival = statutoryFestivals.find((candidate) => candidate.name === name);
    return days.map((date) => ({ date, name, ...(festival && { nameEn: festival.nameEn }) }));
  });
}

function lunarDate(year: number, month: number, day: number): CivilDate {
  return Lunar.fromYmd(year, month, day).getSolar().toYmd();
}

function solarTerm(year: number, name: string): CivilDate {
  const term = Lunar.fromYmd(year, 3, 1).getJieQiTable()[name];
  if (!term) throw new RangeError(`no ${name} in ${year}`);
  return term.toYmd();
}
