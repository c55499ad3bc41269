import type { Request, RequestHandler } from 'express';
import { staffOf } from '../../http/require-permission.js';
import { addMonths, type CivilMonth, isCivilMonth, monthOf } from '../calendar/index.js';
import { type Business, BUSINESSES } from '../halls/index.js';
import { typedOf } from './form-texts.js';
import { hallOfficePaths } from './hall-office.paths.js';
import { levelOf, type Use, type UsedDay } from './hall-use.read-model.js';
import { type HallOfficeServices, visit } from './office-page.js';

const COLUMNS = ['capacity', 'booked', 'walkIns', 'arrived', 'noShows'] as const satisfies readonly (keyof Use)[];
/** Lets spreadsheets read the Chinese. */
const BYTE_ORDER_MARK = '\uFEFF';

/** A month of use, slot by slot, and one day of it in numbers. */
export function showUse(services: HallOfficeServices): RequestHandler {
  return async (req, res) => {
    const { hall, today } = await visit(req, services);
    const question = questionOf(req, monthOf(today));
    const days = await services.hallOffice.use.ofMonth({ hall: hall.id, ...question });
    const starts = startsOf(days);
    const wanted = typedOf(req.query)['day'];
    const chosen = days.find(({ date }) => date === wanted);
    const href = (month: CivilMonth, more: Record<string, string> = {}) => useHref({ ...question, month }, more);
    res.render('hall-office/use.njk', {
      ...question,
      businesses: BUSINESSES.filter((business) => hall.services.some((service) => service.business === business)),
      starts,
      days: days.map(({ date, total, slots }) => ({
        date,
        total,
        isToday: date === today,
        isOpen: levelOf(total) !== undefined,
        href: `${href(question.month, { day: date })}#day`,
        cells: starts.map((start) => {
          const use = slots.get(start);
          return use && { ...use, taken: use.booked + use.walkIns, level: levelOf(use) };
        }),
      })),
      chosen: chosen && { date: chosen.date, total: chosen.total, rows: rowsOf(chosen) },
      columns: COLUMNS,
      previous: href(addMonths(question.month, -1)),
      next: href(addMonths(question.month, 1)),
      csvHref: href(question.month).replace(hallOfficePaths.use, hallOfficePaths.useCsv),
      paths: hallOfficePaths,
    });
  };
}

/** The same month as a spreadsheet: one line for each day and slot. */
export function sendUse(services: HallOfficeServices): RequestHandler {
  return async (req, res) => {
    const { today } = await visit(req, services);
    const { hall } = staffOf(req);
    const question = questionOf(req, monthOf(today));
    const days = await services.hallOffice.use.ofMonth({ hall, ...question });
    const head = ['date', 'start', ...COLUMNS].map((name) => req.t(`hall-office:use.columns.${name}`));
    const lines = days.flatMap((day) =>
      rowsOf(day).map(({ start, use }) => [day.date, start, ...COLUMNS.map((name) => use[name])]),
    );
    const name = `use-${hall}-${question.month}${question.business ? `-${question.business}` : ''}.csv`;
    res
      .type('text/csv; charset=utf-8')
      .attachment(name)
      .send(BYTE_ORDER_MARK + [head, ...lines].map((line) => `${line.join(',')}\r\n`).join(''));
  };
}

function rowsOf({ slots }: UsedDay): { start: string; use: Use }[] {
  return [...slots].sort(([a], [b]) => (a < b ? -1 : 1)).map(([start, use]) => ({ start, use }));
}

function startsOf(days: readonly UsedDay[]): string[] {
  return [...new Set(days.flatMap(({ slots }) => [...slots.keys()]))].sort();
}

function questionOf(req: Request, thisMonth: CivilMonth): { month: CivilMonth; business: Business | undefined } {
  const { month, business } = typedOf(req.query);
  return {
    month: isCivilMonth(month) ? month : thisMonth,
    business: BUSINESSES.find((candidate) => candidate === business),
  };
}

function useHref({ month, business }: ReturnType<typeof questionOf>, more: Record<string, string>): string {
  const query = new URLSearchParams({ month, ...(business && { business }), ...more });
  return `${hallOfficePaths.use}?${query.toString()}`;
}
