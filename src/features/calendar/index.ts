export {
  addDays,
  addMonths,
  civilDate,
  compareDates,
  datesBetween,
  daysBetween,
  isCivilDate,
  isCivilMonth,
  monthGrid,
  monthOf,
  weekdayOf,
  yearOf,
} from './civil-date.js';
export type { CivilDate, CivilMonth, Weekday } from './civil-date.js';
export {
  BUREAU_ZONE,
  civilDateAt,
  clockTimeAt,
  instantAt,
  isClockTime,
  isTimeZone,
  toOffsetIso,
} from './zoned-time.js';
export type { ClockTime } from './zoned-time.js';
export { mergeHolidayYears, packagedHolidayYears } from './holiday-year.js';
export type { HolidayYear, NamedDay } from './holiday-year.js';
export { createWorkCalendar } from './work-calendar.js';
export type { WorkCalendar } from './work-calendar.js';
export { divorceDates, roll } from './legal-dates.js';
export type { DivorceDateOptions, DivorceDates } from './legal-dates.js';
export { almanacOn } from './almanac.js';
export type { Almanac } from './almanac.js';
export { dayLabels, quietDayLabels } from './day-labels.js';
export type { DayLabel, Locale } from './day-labels.js';
export { peakDayOn, peakDays } from './peak-days.js';
export type { PeakDay } from './peak-days.js';
export { checkHolidayYear } from './check-holiday-year.js';
export { type NoticeReading, readNotice } from './read-notice.js';
export type { HolidayChanges } from './holiday-changes.js';
export { holidayYearModel } from './holiday-year.model.js';
export type { HolidayYearModel } from './holiday-year.model.js';
export { HolidayCalendar } from './holiday-calendar.js';
export { HolidayImports } from './holiday-imports.service.js';
export type { HolidayImport } from './holiday-imports.service.js';
