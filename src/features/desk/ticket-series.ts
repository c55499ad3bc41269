import { type BusinessFamily, businessFamily } from '../eligibility/index.js';
import type { Business } from '../halls/index.js';

/** One range of numbers for each business family, so that a divorce never waits in a line of weddings, not even in print. */
export const SERIES = { marriage: 'M', divorce: 'D', reissue: 'R', counselling: 'C' } as const satisfies Record<
  BusinessFamily,
  string
>;

const DIGITS = 3;

/** `M001`; a day with more than 999 couples simply gets longer numbers. */
export function ticketNumber(family: BusinessFamily, count: number): string {
  return `${SERIES[family]}${String(count).padStart(DIGITS, '0')}`;
}

/** The counter behind the numbers of one family on one day at one hall. */
export function seriesId({ hall, date, business }: { hall: string; date: string; business: Business }): string {
  return `${hall}/${date}/${SERIES[businessFamily(business)]}`;
}
