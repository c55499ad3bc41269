import { DateTime } from 'luxon';
import type { Language } from '../../infrastructure/language.js';
import type { BookingServices } from './booking-services.js';
import { laneOf } from '../appointments/index.js';
import {
  addDays,
  addMonths,
  type CivilDate,
  civilDateAt,
  type CivilMonth,
  dayLabels,
  peakDayOn,
  quietDayLabels,
  type WorkCalendar,
} from '../calendar/index.js';
import { type Hall, type Lane, policyOn } from '../halls/index.js';
import {
  type AvailableDay,
  type AvailableSlot,
  type CalendarMonth,
  dayInLane,
  presentMonth,
  presentTimes,
  type TimeGroup,
} from '../slots/index.js';
import { bookingPaths } from './booking.paths.js';
import type { Draft, DraftAnswers } from './draft.js';
import { isHeld } from './journey.js';
import { kindsOf } from './parties.js';
import { toneOf } from './tone.js';

const RELEASE_FORMAT: Record<Language, string> = { 'zh-CN': 'M月d日 HH:mm', en: 'd LLL HH:mm' };
const SUGGESTIONS = 6;

export interface PlacesRequest {
  draft: Draft;
  hall: Hall;
  month: CivilMonth;
  date: CivilDate | undefined;
  now: Date;
  language: Language;
}

export interface MonthOfPlaces {
  calendar: CalendarMonth;
  /** The times of the chosen day; absent when it has none for them. */
  groups?: TimeGroup[];
  /** The next day that will be released, and when. */
  release?: { date: CivilDate; at: Date };
}

/** What this couple can take in one month at their hall, in their own lane. */
export class Places {
  constructor(private readonly services: Pick<BookingServices, 'availability' | 'calendar'>) {}

  async month({ draft, hall, month, date, now, language }: PlacesRequest): Promise<MonthOfPlaces> {
    const { answers } = draft;
    const calendar = await this.services.calendar.current();
    const today = civilDateAt(now, hall.timeZone);
    const lane = laneFor(answers);
    const isCalm = toneOf(answers.business) === 'calm';
    const labelsOf = isCalm ? quietDayLabels : dayLabels;
    const days = await this.days({ answers, hall, month, today, now, calendar });
    const releaseText = (instant: Date) =>
      DateTime.fromJSDate(instant).setZone(hall.timeZone).setLocale(language).toFormat(RELEASE_FORMAT[language]);
    const chosen = days.find((day) => day.date === date);
    const groups =
      chosen && presentTimes({ day: chosen, lane }, { morning: 'morning', afternoon: 'afternoon', releaseText });
    const release = nextRelease(days, lane);
    return {
      calendar: presentMonth({
        month,
        days,
        lane,
        today,
        selected: date,
        labels: (day) => labelsOf(day, calendar, language),
        isPeak: (day) => !isCalm && peakDayOn(day) !== undefined,
        dayHref: (day) => bookingPaths.day(draft.id, day),
        monthHref: (other) => bookingPaths.month(draft.id, other),
        releaseText,
      }),
      ...(groups && groups.length > 0 && { groups: groups.map((group) => withDates(group, chosen.date)) }),
      ...(release && { release }),
    };
  }

  /** The free times nearest to a day, or the earliest ones there are. */
  async nearest({
    answers,
    hall,
    date,
    window,
    now,
  }: {
    answers: DraftAnswers;
    hall: Hall;
    date?: CivilDate | undefined;
    /** The days in which the law lets them come. */
    window?: { from: CivilDate; to: CivilDate } | undefined;
    now: Date;
  }): Promise<(AvailableSlot & { date: CivilDate })[]> {
    const found = await this.services.availability.nearestFree({
      hall,
      business: answers.business,
      lane: laneFor(answers),
      date: date ?? civilDateAt(now, hall.timeZone),
      now,
      calendar: await this.services.calendar.current(),
      limit: SUGGESTIONS,
    });
    return window ? found.filter((slot) => window.from <= slot.date && slot.date <= window.to) : found;
  }

  private async days({
    answers,
    hall,
    month,
    today,
    now,
    calendar,
  }: {
    answers: DraftAnswers;
    hall: Hall;
    month: CivilMonth;
    today: CivilDate;
    now: Date;
    calendar: WorkCalendar;
  }): Promise<AvailableDay[]> {
    const first = `${month}-01`;
    const from = first < today ? today : first;
    const to = addDays(`${addMonths(month, 1)}-01`, -1);
    const days = await this.services.availability.of({ hall, business: answers.business, from, to, now, calendar });
    return isHeld(answers, now) ? days.map((day) => withOwnPlace(day, answers, hall)) : days;
  }
}

export function laneFor(answers: Pick<DraftAnswers, 'business' | 'people'>): Lane {
  return laneOf(answers.business, kindsOf(answers));
}

/** A hold counts against everyone but its owner: to them their place is still to be had. */
function withOwnPlace(day: AvailableDay, answers: DraftAnswers, hall: Hall): AvailableDay {
  if (day.date !== answers.time?.date) return day;
  const lane = laneFor(answers);
  const few = policyOn(hall, day.date).fewPlaces;
  return {
    ...day,
    slots: day.slots.map((slot) => {
      if (slot.start !== answers.time?.start || slot.lane !== lane || slot.free === undefined) return slot;
      const free = slot.free + 1;
      return { ...slot, free, state: free <= few ? 'few' : 'available' };
    }),
  };
}

function nextRelease(days: readonly AvailableDay[], lane: Lane): { date: CivilDate; at: Date } | undefined {
  const waiting = days.flatMap((day) => {
    const { releaseAt } = dayInLane(day, lane);
    return releaseAt ? [{ date: day.date, at: releaseAt }] : [];
  });
  return waiting.sort((a, b) => a.at.getTime() - b.at.getTime())[0];
}

function withDates(group: TimeGroup, date: CivilDate): TimeGroup {
  return { ...group, slots: group.slots.map((slot) => ({ ...slot, value: `${date}T${slot.value}` })) };
}
