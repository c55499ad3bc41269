import { addDays, type CivilDate, type WorkCalendar } from '../../calendar/index.js';

/** The last of so many working days after a day; the day itself does not count. */
export function dueDate(from: CivilDate, workdays: number, calendar: WorkCalendar): CivilDate {
  let day = from;
  for (let left = workdays; left > 0;) {
    day = addDays(day, 1);
    if (!calendar.isRestDay(day)) left -= 1;
  }
  return day;
}
