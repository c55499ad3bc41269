import type { Clock } from '../../infrastructure/clock.js';
import { Remembered } from '../../infrastructure/remembered.js';
import {
  addDays,
  type CivilDate,
  civilDateAt,
  datesBetween,
  type HolidayCalendar,
  type PeakDay,
  peakDayOn,
  type WorkCalendar,
  BUREAU_ZONE,
} from '../calendar/index.js';
import type { Hall, HallDirectory } from '../halls/index.js';
import { type Availability, type AvailableDay, dayInLane, isBookable, type SlotState } from '../slots/index.js';

const FRESH_MS = 3000;
const DAYS_SHOWN = 4;
const LOOK_AHEAD_DAYS = 370;
export interface PeakDayOutlook {
  date: CivilDate;
  peak: PeakDay;
  state: SlotState;
  /** Places for marriage over all halls that serve the day. */
  free: number;
  /** When the first hall releases it, if none has. */
  releaseAt?: Date;
  timeZone: string;
  hallCount: number;
}

/** The next sought-after days on which at least one hall is open: read often, so kept for a moment. */
export class PeakOutlook {
  private readonly outlook: Remembered<{ days: PeakDayOutlook[]; calendar: WorkCalendar }>;
  private known: { from: CivilDate; dates: CivilDate[] } = { from: '', dates: [] };

  constructor(
    private readonly deps: {
      halls: HallDirectory;
      availability: Availability;
      calendar: HolidayCalendar;
      clock: Clock;
    },
  ) {
    this.outlook = new Remembered(FRESH_MS, () => this.read());
  }

  current(): Promise<{ days: PeakDayOutlook[]; calendar: WorkCalendar }> {
    return this.outlook.get();
  }

  private async read(): Promise<{ days: PeakDayOutlook[]; calendar: WorkCalendar }> {
    const { halls, availability, clock } = this.deps;
    const calendar = await this.deps.calendar.current();
    const now = clock.now();
    const offering = await halls.list({ business: 'marriage' });
    const days: PeakDayOutlook[] = [];
    for (const date of this.peaksAfter(civilDateAt(now, BUREAU_ZONE))) {
      if (days.length === DAYS_SHOWN) break;
      const ofHalls = await Promise.all(
        offering.map(async (hall) => {
          const [day] = await availability.of({ hall, business: 'marriage', from: date, to: date, now, calendar });
          return { hall, day };
        }),
      );
      const outlook = outlookOf(date, ofHalls);
      if (outlook) days.push(outlook);
    }
    return { days, calendar };
  }

  /** A year of almanac is worked out once a day, not once a reading. */
  private peaksAfter(today: CivilDate): CivilDate[] {
    if (this.known.from !== today) {
      const year = datesBetween(addDays(today, 1), addDays(today, LOOK_AHEAD_DAYS));
      this.known = { from: today, dates: year.filter((date) => peakDayOn(date)) };
    }
    return this.known.dates;
  }
}

/** One day over all halls; undefined when it is no peak day or every hall is closed. Pure. */
export function outlookOf(
  date: CivilDate,
  ofHalls: readonly { hall: Pick<Hall, 'timeZone'>; day: AvailableDay | undefined }[],
): PeakDayOutlook | undefined {
  const peak = peakDayOn(date);
  const serving = ofHalls.flatMap(({ hall, day }) => {
    const online = day ? dayInLane(day, 'online') : undefined;
    return online && online.state !== 'closed' ? [{ timeZone: hall.timeZone, ...online }] : [];
  });
  if (!peak || serving.length === 0) return undefined;
  const bookable = serving.filter(({ state }) => isBookable(state));
  const [firstReleased] = serving
    .flatMap(({ releaseAt, timeZone }) => (releaseAt ? [{ releaseAt, timeZone }] : []))
    .sort((a, b) => a.releaseAt.getTime() - b.releaseAt.getTime());
  const base = { date, peak, hallCount: serving.length, timeZone: serving[0]?.timeZone ?? BUREAU_ZONE };
  if (bookable.length > 0) {
    const free = bookable.reduce((sum, day) => sum + (day.free ?? 0), 0);
    return { ...base, free, state: bookable.some(({ state }) => state === 'available') ? 'available' : 'few' };
  }
  if (firstReleased) return { ...base, ...firstReleased, free: 0, state: 'not-yet-released' };
  return { ...base, free: 0, state: 'full' };
}
