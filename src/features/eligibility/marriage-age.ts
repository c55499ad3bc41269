import type { CivilDate } from '../calendar/index.js';
import { birthdayAt } from './age.js';
import type { Sex } from './identity-document.js';

/** 民法典 1047, before it 婚姻法 6, unchanged since 1981; the last row in force on the day counts. */
const marriageAges: readonly { from: CivilDate; male: number; female: number }[] = [
  { from: '1981-01-01', male: 22, female: 20 },
];

export interface MarriageAge {
  years: number;
  /** The birthday from which this person may marry. */
  from: CivilDate;
}

export function marriageAgeOf({
  birthDate,
  sex,
  date,
}: {
  birthDate: CivilDate;
  sex: Sex;
  date: CivilDate;
}): MarriageAge {
  const row = marriageAges.findLast(({ from }) => from <= date) ?? marriageAges[0];
  const years = row?.[sex] ?? 0;
  return { years, from: birthdayAt(birthDate, years) };
}
