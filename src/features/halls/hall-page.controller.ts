import type { RequestHandler } from 'express';
import { NotFound } from '../../errors/index.js';
import type { Clock } from '../../infrastructure/clock.js';
import {
  type CivilDate,
  civilDateAt,
  type ClockTime,
  type HolidayCalendar,
  type WorkCalendar,
} from '../calendar/index.js';
import { type Business, BUSINESSES } from './business.js';
import { policyOn } from './booking-policy.js';
import type { Hall } from './hall.js';
import { type HallDirectory, offers } from './hall-directory.js';
import { presentHall } from './hall-list.controller.js';
import { specialDays, weekOf } from './opening-outlook.js';

const TIMES_SHOWN = 3;

/** The next times with a place; slots know halls and not the other way round, so the answer is handed in. */
export type FindNextFree = (question: {
  hall: Hall;
  business: Business;
  date: CivilDate;
  now: Date;
  calendar: WorkCalendar;
  limit: number;
}) => Promise<{ date: CivilDate; start: ClockTime; end: ClockTime }[]>;

export interface HallPageServices {
  halls: HallDirectory;
  calendar: HolidayCalendar;
  clock: Clock;
  nextFree: FindNextFree;
}

/** One hall: where it is, when it is open, what it does and when it next has time. */
export function showHall({ halls, calendar, clock, nextFree }: HallPageServices): RequestHandler {
  return async (req, res) => {
    const { language, params } = req;
    const hall = await halls.find(String(params['hall']));
    if (!hall) throw new NotFound();
    const now = clock.now();
    const today = civilDateAt(now, hall.timeZone);
    const work = await calendar.current();
    const businesses = await Promise.all(
      BUSINESSES.filter((business) => offers(hall, business)).map(async (business) => ({
        business,
        next: await nextFree({ hall, business, date: today, now, calendar: work, limit: TIMES_SHOWN }),
      })),
    );
    res.render('halls/hall.njk', {
      hall: presentHall(hall, language),
      week: weekOf(hall),
      specialDays: specialDays({ hall, from: today, calendar: work, language }),
      businesses,
      policy: policyOn(hall, today),
    });
  };
}
