import {
  type CivilDate,
  civilDateAt,
  divorceDates,
  type HolidayCalendar,
  yearOf,
  type WorkCalendar,
} from '../calendar/index.js';
import { type Hall, openingOn, policyOn } from '../halls/index.js';
import type { LegalDates } from './divorce-application.model.js';
import { closeOfBusiness } from './divorce-deadlines.js';

export interface ComputedDates {
  dates: LegalDates;
  isProvisional: boolean;
  calendarVersion: string;
}

/** The dates of the law as one hall applies them, and the calendar they were taken from. */
export class LegalCalendar {
  constructor(private readonly holidays: Pick<HolidayCalendar, 'current' | 'versionOf'>) {}

  current(): Promise<WorkCalendar> {
    return this.holidays.current();
  }

  async datesFor(hall: Hall, acceptedOn: CivilDate): Promise<ComputedDates> {
    const calendar = await this.holidays.current();
    const { provisional, ...dates } = divorceDates(acceptedOn, calendar, {
      rollCoolingEnd: policyOn(hall, acceptedOn).rollCoolingEnd ?? true,
      isOfficeDay: (date) => openingOn(hall, date, calendar).length > 0,
    });
    const years = [dates.coolEnd, dates.issueStart, dates.issueEnd].map(yearOf);
    return { dates, isProvisional: provisional, calendarVersion: await this.holidays.versionOf(years) };
  }

  /** When the hall's counters close on the last day of either period. */
  async closings(
    hall: Hall,
    { coolEnd, issueEnd }: Pick<LegalDates, 'coolEnd' | 'issueEnd'>,
  ): Promise<{ coolEnd: Date; issueEnd: Date }> {
    const calendar = await this.holidays.current();
    const closingOn = (day: CivilDate) => closeOfBusiness(hall, day, calendar);
    return { coolEnd: closingOn(coolEnd), issueEnd: closingOn(issueEnd) };
  }

  /** The hall's day at that instant, and when its counters close on another one. */
  async moment(
    hall: Hall,
    { now, coolEnd }: { now: Date; coolEnd: CivilDate },
  ): Promise<{ today: CivilDate; now: Date; closesAt: Date }> {
    const calendar = await this.holidays.current();
    return { today: civilDateAt(now, hall.timeZone), now, closesAt: closeOfBusiness(hall, coolEnd, calendar) };
  }
}
