import { addDays, yearOf } from './civil-date.js';
import type { CivilDate } from './civil-date.js';
import type { WorkCalendar } from './work-calendar.js';

export const COOLING_DAYS = 30;
export const ISSUE_DAYS = 30;

export interface DivorceDates {
  /** Last day of the cooling-off period; a withdrawal is accepted until close of business. */
  coolEnd: CivilDate;
  issueStart: CivilDate;
  /** First day in the issue window on which the office works. */
  firstOfficeDay: CivilDate;
  issueEnd: CivilDate;
  /** A deadline depends on a year whose holidays are not published yet; compute again after the import. */
  provisional: boolean;
}

export interface DivorceDateOptions {
  /** Whether the end of the cooling-off period itself moves off a rest day; a hall's setting. */
  rollCoolingEnd?: boolean;
  /** A hall with voluntary weekend hours has office days that the law counts as rest days. */
  isOfficeDay?: (date: CivilDate) => boolean;
}

/** The day itself, or the next that is not a statutory rest day (民法典 203). */
export function roll(date: CivilDate, calendar: WorkCalendar): CivilDate {
  let day = date;
  while (calendar.isRestDay(day)) day = addDays(day, 1);
  return day;
}

/** The dates that follow from the day a divorce application was accepted (民法典 1077, 201, 203). */
export function divorceDates(
  acceptedOn: CivilDate,
  calendar: WorkCalendar,
  { rollCoolingEnd = true, isOfficeDay = (date) => !calendar.isRestDay(date) }: DivorceDateOptions = {},
): DivorceDates {
  const cooled = addDays(acceptedOn, COOLING_DAYS);
  const coolEnd = rollCoolingEnd ? roll(cooled, calendar) : cooled;
  const issueStart = addDays(coolEnd, 1);
  const closing = addDays(coolEnd, ISSUE_DAYS);
  const issueEnd = roll(closing, calendar);
  const firstOfficeDay = firstMatching(issueStart, issueEnd, isOfficeDay);
  const deadlines = [cooled, coolEnd, firstOfficeDay, closing, issueEnd];
  const provisional = deadlines.some((date) => !calendar.isPublished(yearOf(date)));
  return { coolEnd, issueStart, firstOfficeDay, issueEnd, provisional };
}

function firstMatching(first: CivilDate, last: CivilDate, matches: (date: CivilDate) => boolean): CivilDate {
  let day = first;
  while (day < last && !matches(day)) day = addDays(day, 1);
  return day;
}
