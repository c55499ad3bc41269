import type { RequestHandler } from 'express';
import { NotFound } from '../../errors/index.js';
import { staffOf } from '../../http/require-permission.js';
import type { HolidayCalendar } from '../calendar/index.js';
import { BUSINESSES, openingOn, policyOn } from '../halls/index.js';
import { changeWords, wording } from './change-words.js';
import { hallOfficePaths } from './hall-office.paths.js';
import { type HallOfficeServices, visit } from './office-page.js';
import { presentCouples } from './preview-page.js';

const CHANGES_SHOWN = 10;

/** The hall at a glance: when it is open, with how many windows, by which rules, and what was changed lately. */
export function showHallOffice(services: HallOfficeServices & { calendar: HolidayCalendar }): RequestHandler {
  return async (req, res) => {
    const { t, language } = req;
    const { hall, today, now } = await visit(req, services);
    const say = wording(t, language);
    const { stranded } = await services.hallOffice.changes.preview({ hall: hall.id, now });
    const history = (await services.hallOffice.edits.history(hall.id)).slice(0, CHANGES_SHOWN);
    res.render('hall-office/hall.njk', {
      hall,
      name: hall.name[language],
      todayHours: say.hours(openingOn(hall, today, await services.calendar.current())),
      week: say.week(hall.opening),
      exceptions: hall.exceptions
        .filter(({ date }) => date >= today)
        .map(({ date, hours, note }) => ({ date, hours: say.hours(hours), note: note[language] })),
      closures: hall.closures
        .filter(({ to }) => to >= today)
        .map((closure) => ({ text: say.closure(closure), reason: closure.reason[language] })),
      services: hall.services.map((service) => ({
        href: hallOfficePaths.service(service.business),
        lines: say.service(service),
      })),
      otherBusinesses: BUSINESSES.filter((business) => !hall.services.some((service) => service.business === business)),
      policy: policyOn(hall, today),
      strandedCount: stranded.length,
      changes: history.map((item) => ({ ...item, words: changeWords(item.change, { t, language }) })),
      paths: hallOfficePaths,
      may: {
        close: staffOf(req).can('hall.close-day'),
        seeUse: staffOf(req).can('hall.heatmap'),
        feed: staffOf(req).can('hall.feeds'),
      },
    });
  };
}

/** What one change was, who made it and why, and which couples still wait for another time. */
export function showChange(services: HallOfficeServices): RequestHandler {
  return async (req, res) => {
    const { t, language, params } = req;
    const { hall, now } = await visit(req, services);
    const history = await services.hallOffice.edits.history(hall.id);
    const item = history.find(({ revision }) => String(revision) === params['revision']);
    if (!item) throw new NotFound();
    const { stranded } = await services.hallOffice.changes.preview({ hall: hall.id, now });
    res.render('hall-office/change.njk', {
      item,
      words: changeWords(item.change, { t, language }),
      couples: presentCouples(stranded, { t, language, chosen: new Map(), prefersMoving: true }),
      timeZone: hall.timeZone,
      paths: hallOfficePaths,
    });
  };
}
