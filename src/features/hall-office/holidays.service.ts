import { type Actor, actorId } from '../../audit/index.js';
import {
  createWorkCalendar,
  type HolidayCalendar,
  type HolidayChanges,
  type HolidayImports,
  type HolidayYear,
  mergeHolidayYears,
} from '../calendar/index.js';
import type { Hall, HallDirectory } from '../halls/index.js';
import type { HallChanges } from './hall-changes.service.js';

export interface HolidayImport {
  notice: HolidayYear;
  /** Of the year that was looked at before. */
  revision: number;
  actor: Actor;
  now: Date;
}

/** What a notice does to one hall within the days that are planned. */
export interface HallEffect {
  hall: Hall;
  created: number;
  closed: number;
  stranded: number;
}

/** A year's public holidays, as they reach every hall's slots and every couple who had booked. */
export class Holidays {
  constructor(
    private readonly deps: {
      calendar: HolidayCalendar;
      imports: HolidayImports;
      halls: HallDirectory;
      changes: HallChanges;
    },
  ) {}

  /** Which days change, and what that does to each hall. Throws ValidationFailed naming every wrong date. */
  async preview(
    notice: HolidayYear,
    now: Date,
  ): Promise<{ changes: HolidayChanges; revision: number; halls: HallEffect[] }> {
    const { calendar, imports, halls, changes: office } = this.deps;
    const changes = await imports.preview(notice);
    const { revision } = await calendar.find(notice.year);
    const proposed = createWorkCalendar(mergeHolidayYears(await calendar.years(), [notice]));
    const effects: HallEffect[] = [];
    for (const hall of await halls.list()) {
      const { plan, stranded } = await office.preview({ hall: hall.id, calendar: proposed, now });
      const { create, change, close, reopen } = plan;
      const opened = change.filter(({ slot }) => slot.isClosed).length + reopen.length;
      effects.push({ hall, created: create.length + opened, closed: close.length, stranded: stranded.length });
    }
    return { changes, revision, halls: effects.filter(({ created, closed }) => created + closed > 0) };
  }

  /** Takes the place of the year known before; every hall is planned anew and its couples are told. */
  async import({ notice, revision, actor, now }: HolidayImport): Promise<HolidayChanges> {
    const { imports, halls, changes: office } = this.deps;
    const { changes } = await imports.import({ notice, revision, actor: actorId(actor), now });
    for (const { id } of await halls.list())
      await office.replan({ hall: id, reason: notice.source, actor: { ...actor, hall: id }, now });
    return changes;
  }
}
