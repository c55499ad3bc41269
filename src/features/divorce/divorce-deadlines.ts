import { addDays, type CivilDate, type DivorceDates, instantAt, type WorkCalendar } from '../calendar/index.js';
import { type Hall, openingOn } from '../halls/index.js';
import { type DivorcePhase, phaseOn, type Standing, stateAfter } from './divorce-state.js';

export const WALK_IN_DAYS = 5;
export const CLOSING_SOON_DAYS = 7;

export type WithdrawalAnswer = 'yes' | 'cooling-over' | 'not-open';
export type IssueAnswer = 'yes' | 'cooling' | 'window-over' | 'not-open';

/** Whether either party may withdraw: until close of business on the last day of the cooling-off period. */
export function mayWithdraw(
  standing: Standing,
  { today, now, closesAt }: { today: CivilDate; now: Date; closesAt: Date },
): WithdrawalAnswer {
  const phase = phaseOn(standing, today);
  if (stateAfter(phase, 'withdraw')) return now < closesAt ? 'yes' : 'cooling-over';
  return isWaiting(phase) ? 'cooling-over' : 'not-open';
}

/** Whether the registrar may decide today: issue the certificates, or refuse them. */
export function mayIssue(standing: Standing, today: CivilDate): IssueAnswer {
  const phase = phaseOn(standing, today);
  if (stateAfter(phase, 'issue')) return 'yes';
  if (phase === 'cooling') return 'cooling';
  return phase === 'expired' || phase === 'lapsed' ? 'window-over' : 'not-open';
}

/** When the hall's counters close on a day; the end of the day where it does not open at all. */
export function closeOfBusiness(
  hall: Pick<Hall, 'opening' | 'exceptions' | 'closures' | 'timeZone'>,
  date: CivilDate,
  calendar: WorkCalendar,
): Date {
  const last = openingOn(hall, date, calendar)
    .map(({ to }) => to)
    .sort()
    .at(-1);
  return last ? instantAt(date, last, hall.timeZone) : instantAt(addDays(date, 1), '00:00', hall.timeZone);
}

/** From this day on a couple is served without an appointment: the last five working days of its window. */
export function walkInFrom(
  { issueStart, issueEnd }: Pick<DivorceDates, 'issueStart' | 'issueEnd'>,
  calendar: WorkCalendar,
): CivilDate {
  let day = issueEnd;
  let workdays = calendar.isRestDay(day) ? 0 : 1;
  while (workdays < WALK_IN_DAYS && day > issueStart) {
    day = addDays(day, -1);
    if (!calendar.isRestDay(day)) workdays += 1;
  }
  return day;
}

export function hasWalkInRight(
  standing: Standing & { dates: Pick<DivorceDates, 'issueStart' | 'issueEnd' | 'coolEnd'> },
  today: CivilDate,
  calendar: WorkCalendar,
): boolean {
  return phaseOn(standing, today) === 'issue-window' && today >= walkInFrom(standing.dates, calendar);
}

function isWaiting(phase: DivorcePhase): boolean {
  return phase === 'cooling' || phase === 'issue-window';
}
