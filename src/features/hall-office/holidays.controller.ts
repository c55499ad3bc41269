import type { Request, RequestHandler, Response } from 'express';
import { DomainError, type FieldError, ValidationFailed } from '../../errors/index.js';
import { actorOf } from '../../http/require-permission.js';
import type { Clock } from '../../infrastructure/clock.js';
import { type HolidayCalendar, type HolidayYear, readNotice } from '../calendar/index.js';
import { inWords } from './form-texts.js';
import type { HallOffice } from './hall-office-services.js';
import { hallOfficePaths } from './hall-office.paths.js';

const LONGEST_NOTICE = 4000;

export interface HolidayServices {
  clock: Clock;
  calendar: HolidayCalendar;
  hallOffice: HallOffice;
}

interface NoticeFields {
  year: string;
  source: string;
  notice: string;
}

/** The years that are known, and the fields for the next notice. */
export function showHolidays(services: HolidayServices): RequestHandler {
  return async (req, res) => {
    const next = Math.max(...(await services.calendar.years()).map(({ year }) => year)) + 1;
    const { imported } = req.query;
    const done = typeof imported === 'string' && /^\d{4}$/.test(imported) ? imported : undefined;
    const notice = done && {
      tone: 'success',
      live: true,
      title: req.t('hall-office:holidays.imported', { year: done }),
    };
    await renderForm(services, res, {
      values: { year: String(next), source: '', notice: '' },
      ...(notice && { notice }),
    });
  };
}

/** What the notice says and what it moves, before anybody decides. It is posted because a notice is longer than an address may be. */
export function previewHolidays(services: HolidayServices): RequestHandler {
  return async (req, res) => {
    const fields = fieldsOf(req);
    const reading = readFields(fields);
    if ('errors' in reading) return refuse(services, req, res, { fields, errors: reading.errors });
    try {
      await renderPreview(services, res, { fields, year: reading.year });
    } catch (error) {
      if (!(error instanceof ValidationFailed)) throw error;
      await refuse(services, req, res, { fields, errors: error.fields });
    }
  };
}

/** Imports what the preview showed; when somebody imported the year meanwhile, the preview comes back as it is now. */
export function importHolidays(services: HolidayServices): RequestHandler {
  return async (req, res) => {
    const fields = fieldsOf(req);
    const reading = readFields(fields);
    if ('errors' in reading) return refuse(services, req, res, { fields, errors: reading.errors });
    const revision = Number((req.body as Record<string, unknown>)['revision']);
    try {
      const now = services.clock.now();
      await services.hallOffice.holidays.import({ notice: reading.year, revision, actor: actorOf(req), now });
    } catch (error) {
      if (error instanceof ValidationFailed) return refuse(services, req, res, { fields, errors: error.fields });
      if (!(error instanceof DomainError) || error.code !== 'holiday-year-changed') throw error;
      const title = req.t('errors:holiday-year-changed.title');
      res.status(409);
      return renderPreview(services, res, {
        fields,
        year: reading.year,
        notice: { tone: 'warning', live: true, title },
      });
    }
    res.redirect(303, `${hallOfficePaths.calendar}?imported=${reading.year.year}`);
  };
}

function fieldsOf(req: Request): NoticeFields {
  const body = (req.body ?? {}) as Record<string, unknown>;
  const text = (name: string) => (typeof body[name] === 'string' ? body[name].slice(0, LONGEST_NOTICE).trim() : '');
  return { year: text('year').normalize('NFKC'), source: text('source').slice(0, 100), notice: text('notice') };
}

function readFields({ year, source, notice }: NoticeFields): { year: HolidayYear } | { errors: FieldError[] } {
  const errors: FieldError[] = [];
  if (!/^\d{4}$/.test(year)) errors.push({ field: 'year', code: 'holiday-year' });
  if (source === '') errors.push({ field: 'source', code: 'required' });
  if (notice === '') errors.push({ field: 'notice', code: 'required' });
  if (errors.length > 0) return { errors };
  const { holidays, workdays, errors: wrong } = readNotice(notice, Number(year));
  return wrong.length > 0 ? { errors: wrong } : { year: { year: Number(year), source, holidays, workdays } };
}

/** A wrong date is in the notice, whatever its place in the list that was read from it. */
async function refuse(
  services: HolidayServices,
  req: Request,
  res: Response,
  { fields, errors }: { fields: NoticeFields; errors: FieldError[] },
): Promise<void> {
  const placed = errors.map((error) => ({
    ...error,
    field: /^(year|source)$/.test(error.field) ? error.field : 'notice',
  }));
  res.status(422);
  await renderForm(services, res, { values: fields, errors: inWords(placed, req.t) });
}

async function renderForm({ calendar }: HolidayServices, res: Response, locals: object): Promise<void> {
  const years = (await calendar.years()).slice(-3).reverse();
  res.render('hall-office/holidays.njk', {
    years: years.map(({ year, source, holidays, workdays }) => ({
      year,
      source,
      holidays: holidays.length,
      workdays: workdays.length,
    })),
    paths: hallOfficePaths,
    ...locals,
  });
}

async function renderPreview(
  { hallOffice, clock }: HolidayServices,
  res: Response,
  { fields, year, ...locals }: { fields: NoticeFields; year: HolidayYear; notice?: object },
): Promise<void> {
  const { changes, revision, halls } = await hallOffice.holidays.preview(year, clock.now());
  res.render('hall-office/holidays-preview.njk', {
    fields,
    year,
    changes,
    revision,
    halls,
    paths: hallOfficePaths,
    ...locals,
  });
}
