import {
  addMonths,
  type CivilDate,
  type CivilMonth,
  type ClockTime,
  type DayLabel,
  monthGrid,
  monthOf,
} from '../calendar/index.js';
import type { Lane } from '../halls/index.js';
import { type AvailableDay, type AvailableSlot, type SlotState, stateOf } from './availability.read-model.js';

const MONTHS_SHOWN = 3;
const NOON: ClockTime = '12:00';

export interface MonthRequest {
  month: CivilMonth;
  /** What is known of its days; a day that is missing, as one already past, is shown closed. */
  days: readonly AvailableDay[];
  /** The lane this couple is served in: the other lane's places are not theirs to take. */
  lane: Lane;
  today: CivilDate;
  selected?: CivilDate | undefined;
  caption?: string;
  labels: (date: CivilDate) => DayLabel[];
  isPeak: (date: CivilDate) => boolean;
  dayHref: (date: CivilDate) => string;
  monthHref: (month: CivilMonth) => string;
  /** An instant as the hall's clock shows it, short. */
  releaseText: (instant: Date) => string;
}

export interface CalendarDay {
  day: number;
  state: SlotState;
  free?: number;
  releaseText?: string;
  labels: DayLabel[];
  href?: string;
  today: boolean;
  selected: boolean;
  peak: boolean;
}

/** The parameters of the component `monthCalendar`. */
export interface CalendarMonth {
  month: CivilMonth;
  caption?: string;
  previous?: string;
  next?: string;
  weeks: (CalendarDay | null)[][];
}

/** A month of real remaining places. Only days with a place to take are links. */
export function presentMonth(request: MonthRequest): CalendarMonth {
  const { month, today, caption, monthHref } = request;
  const { first, last } = monthsShown(today);
  const known = new Map(request.days.map((day) => [day.date, day]));
  return {
    month,
    ...(caption !== undefined && { caption }),
    ...(month > first && { previous: monthHref(addMonths(month, -1)) }),
    ...(month < last && { next: monthHref(addMonths(month, 1)) }),
    weeks: monthGrid(month).map((week) =>
      week.map((date) => (monthOf(date) === month ? presentDay(date, known.get(date), request) : null)),
    ),
  };
}

/** The first and the last month a calendar turns to. */
export function monthsShown(today: CivilDate): { first: CivilMonth; last: CivilMonth } {
  const first = monthOf(today);
  return { first, last: addMonths(first, MONTHS_SHOWN - 1) };
}

/** One day as a single lane sees it. */
export function dayInLane(day: AvailableDay, lane: Lane): Pick<CalendarDay, 'state' | 'free'> & { releaseAt?: Date } {
  const slots = slotsInLane(day, lane);
  const state = day.state === 'closed' ? 'closed' : stateOf(slots);
  const releaseAt = slots.find((slot) => slot.releaseAt)?.releaseAt ?? day.releaseAt;
  return {
    state,
    ...(isBookable(state) && { free: slots.reduce((sum, { free = 0 }) => sum + free, 0) }),
    ...(state === 'not-yet-released' && releaseAt && { releaseAt }),
  };
}

export interface TimeGroup {
  title: string;
  slots: { value: ClockTime; text: string; state: SlotState; free?: number; releaseText?: string }[];
}

/** The groups of the component `timeList`: the morning and the afternoon of one day in one lane. */
export function presentTimes(
  { day, lane }: { day: AvailableDay; lane: Lane },
  { morning, afternoon, releaseText }: { morning: string; afternoon: string } & Pick<MonthRequest, 'releaseText'>,
): TimeGroup[] {
  const slots = slotsInLane(day, lane);
  return [
    { title: morning, slots: slots.filter(({ start }) => start < NOON) },
    { title: afternoon, slots: slots.filter(({ start }) => start >= NOON) },
  ]
    .filter((group) => group.slots.length > 0)
    .map((group) => ({ ...group, slots: group.slots.map((slot) => presentTime(slot, releaseText)) }));
}

export function isBookable(state: SlotState): boolean {
  return state === 'available' || state === 'few';
}

function presentDay(date: CivilDate, day: AvailableDay | undefined, request: MonthRequest): CalendarDay {
  const { state, free, releaseAt } = day ? dayInLane(day, request.lane) : { state: 'closed' as const };
  return {
    day: Number(date.slice(8)),
    state,
    ...(free !== undefined && { free }),
    ...(releaseAt && { releaseText: request.releaseText(releaseAt) }),
    labels: request.labels(date),
    ...(isBookable(state) && { href: request.dayHref(date) }),
    today: date === request.today,
    selected: date === request.selected,
    peak: request.isPeak(date),
  };
}

function presentTime(
  { start, end, state, free, releaseAt }: AvailableSlot,
  releaseText: MonthRequest['releaseText'],
): TimeGroup['slots'][number] {
  return {
    value: start,
    text: `${start}–${end}`,
    state,
    ...(free !== undefined && { free }),
    ...(releaseAt && { releaseText: releaseText(releaseAt) }),
  };
}

function slotsInLane(day: AvailableDay, lane: Lane): AvailableSlot[] {
  return day.slots.filter((slot) => slot.lane === lane);
}
