import type { CivilDate, ClockTime } from '../calendar/index.js';

/** The numbers a hall may set for itself (domain rules, section 7); these are the defaults. */
export interface BookingPolicy {
  /** Each day is released this many days ahead, at `at`, hall time. */
  release: { daysAhead: number; at: ClockTime };
  peakRelease: { daysAhead: number; at: ClockTime };
  leadHours: number;
  holdMinutes: number;
  reschedules: number;
  /** A freed place returns to the public at a random moment within so many minutes, because hold-and-swap bots exist. */
  freedPlaceMinutes: number;
  noShow: { count: number; withinDays: number; blockDays: number };
  checkIn: { opensMinutesBefore: number; lateAfterMinutes: number };
  couplesPerPhone: number;
  /** A slot that has lost places and has at most this many left is shown as `few`. */
  fewPlaces: number;
  /** Whether the end of the cooling-off period itself moves off a rest day; it does when nothing is said. */
  rollCoolingEnd?: boolean;
}

export const DEFAULT_POLICY: BookingPolicy = {
  release: { daysAhead: 15, at: '08:30' },
  peakRelease: { daysAhead: 10, at: '12:30' },
  leadHours: 24,
  holdMinutes: 10,
  reschedules: 2,
  freedPlaceMinutes: 60,
  noShow: { count: 2, withinDays: 30, blockDays: 15 },
  checkIn: { opensMinutesBefore: 30, lateAfterMinutes: 15 },
  couplesPerPhone: 2,
  fewPlaces: 2,
};

export function policyOn(
  hall: { policies: readonly ({ from: CivilDate } & BookingPolicy)[] },
  date: CivilDate,
): BookingPolicy {
  const inForce = hall.policies.filter(({ from }) => from <= date).sort((a, b) => (a.from < b.from ? 1 : -1));
  return inForce[0] ?? DEFAULT_POLICY;
}
