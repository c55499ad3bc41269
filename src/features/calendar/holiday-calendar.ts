import { Remembered } from '../../infrastructure/remembered.js';
import type { HolidayYearModel, HolidayYearRecord } from './holiday-year.model.js';
import { type HolidayYear, mergeHolidayYears, packagedHolidayYears } from './holiday-year.js';
import { createWorkCalendar, type WorkCalendar } from './work-calendar.js';

const FRESH_MS = 60_000;

/** Imported holiday years over the packaged ones, and the working calendar they make together. */
export class HolidayCalendar {
  private readonly work = new Remembered(FRESH_MS, async () => createWorkCalendar(await this.years()));

  constructor(private readonly imported: HolidayYearModel) {}

  /** Fresh to within a minute in every process, at once in the one that imports. */
  current(): Promise<WorkCalendar> {
    return this.work.get();
  }

  async years(): Promise<HolidayYear[]> {
    const imported = await this.imported.find().lean();
    return mergeHolidayYears(packagedHolidayYears(), imported.map(toHolidayYear));
  }

  /** What is known of a year, and the revision an import has to name; 0 before the first. */
  async find(year: number): Promise<{ notice: HolidayYear | undefined; revision: number }> {
    const imported = await this.imported.findById(year).lean();
    return { notice: imported ? toHolidayYear(imported) : packagedYear(year), revision: imported?.revision ?? 0 };
  }

  /** Which state of the calendar answers for these years: `2026:0 2027:-`, a dash where nothing is published. */
  async versionOf(years: readonly number[]): Promise<string> {
    const parts = [...new Set(years)].sort().map(async (year) => {
      const { notice, revision } = await this.find(year);
      return `${year}:${notice ? revision : '-'}`;
    });
    return (await Promise.all(parts)).join(' ');
  }

  /** After a change made in this process. */
  forget(): void {
    this.work.forget();
  }
}

export function packagedYear(year: number): HolidayYear | undefined {
  return packagedHolidayYears().find((candidate) => candidate.year === year);
}

function toHolidayYear({ _id, source, holidays, workdays }: HolidayYearRecord): HolidayYear {
  return { year: _id, source, holidays, workdays };
}
