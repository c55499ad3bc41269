import type { AuditLog } from '../../audit/index.js';
import { DomainError, isDuplicateKey, ValidationFailed } from '../../errors/index.js';
import { checkHolidayYear } from './check-holiday-year.js';
import { type HolidayCalendar, packagedYear } from './holiday-calendar.js';
import { type HolidayChanges, holidayChanges } from './holiday-changes.js';
import type { HolidayYearModel, HolidayYearRecord } from './holiday-year.model.js';
import type { HolidayYear } from './holiday-year.js';

export interface HolidayImport {
  notice: HolidayYear;
  /** The revision the administrator looked at before importing; 0 when nothing had been imported for that year. */
  revision: number;
  actor: string;
  now: Date;
}

export type ImportListener = (imported: { year: number; now: Date }) => Promise<void>;

/** Lets an administrator import the State Council's notice for a year. */
export class HolidayImports {
  private readonly listeners: ImportListener[] = [];

  constructor(
    private readonly years: HolidayYearModel,
    private readonly calendar: HolidayCalendar,
    private readonly audit: Pick<AuditLog, 'record'>,
  ) {}

  /** Listeners run after an import, before it is answered: deadlines in that year may have moved. */
  onImported(listener: ImportListener): void {
    this.listeners.push(listener);
  }

  /**
   * Takes the place of the year known before and says what is different; deadlines in it have to be computed again.
   *
   * @throws ValidationFailed naming every wrong date
   * @throws DomainError `holiday-year-changed` when somebody imported the year meanwhile
   */
  async import({
    notice,
    revision,
    actor,
    now,
  }: HolidayImport): Promise<{ changes: HolidayChanges; revision: number }> {
    requireWhole(notice);
    const { year, source, holidays, workdays } = notice;
    const next = revision + 1;
    const before = await this.replace(year, revision, {
      $set: { source, holidays, workdays, revision: next },
      $push: { history: { revision: next, at: now, actor, source } },
    });
    this.calendar.forget();
    this.audit.record({
      key: `holiday-year:${year}:${next}`,
      at: now,
      actor,
      action: 'holiday-year.import',
      subject: `holiday-year:${year}`,
      result: 'imported',
      details: { source },
    });
    for (const listener of this.listeners) await listener({ year, now });
    return { changes: holidayChanges(before ?? packagedYear(year), notice), revision: next };
  }

  /** What an import would change now. Throws ValidationFailed as the import does. */
  async preview(notice: HolidayYear): Promise<HolidayChanges> {
    requireWhole(notice);
    return holidayChanges((await this.calendar.find(notice.year)).notice, notice);
  }

  /** The year as it was before; the filter's revision and the `_id` decide between two administrators. */
  private async replace(year: number, revision: number, update: object): Promise<HolidayYearRecord | null> {
    try {
      const before = await this.years
        .findOneAndUpdate({ _id: year, revision }, update, { upsert: revision === 0, returnDocument: 'before' })
        .lean();
      if (before || revision === 0) return before;
    } catch (error) {
      if (!isDuplicateKey(error)) throw error;
    }
    throw new DomainError('holiday-year-changed', { params: { year } });
  }
}

function requireWhole(notice: HolidayYear): void {
  const errors = checkHolidayYear(notice);
  if (errors.length > 0) throw new ValidationFailed(errors);
}
