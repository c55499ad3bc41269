import { civilDate, isCivilDate, yearOf } from '../calendar/index.js';
import type { CivilDate } from '../calendar/index.js';

/** The day a person turns `age`; born on 29 February, it is 1 March in a common year. */
export function birthdayAt(birthDate: CivilDate, age: number): CivilDate {
  const year = yearOf(birthDate) + age;
  const sameDay = `${civilDate(year, 1, 1).slice(0, 4)}${birthDate.slice(4)}`;
  return isCivilDate(sameDay) ? sameDay : civilDate(year, 3, 1);
}

/** Age in completed years; the birthday itself counts. */
export function ageOn(birthDate: CivilDate, date: CivilDate): number {
  const years = yearOf(date) - yearOf(birthDate);
  return date < birthdayAt(birthDate, years) ? years - 1 : years;
}
