import express, { Router } from 'express';
import { route } from '../../http/route.js';
import { offerFormToken, protectForms } from '../../infrastructure/csrf.js';
import { hallOfficePaths } from './hall-office.paths.js';
import { type HolidayServices, importHolidays, previewHolidays, showHolidays } from './holidays.controller.js';

/** The public holidays of the whole bureau. */
export function createHolidaysRouter(services: HolidayServices): Router {
  const router = Router();
  const permission = 'calendar.import';
  const form = [express.urlencoded({ extended: false, limit: '64kb' }), protectForms, offerFormToken];
  const path = hallOfficePaths.calendar;
  const preview = hallOfficePaths.previewOf(path);

  route(router, { method: 'get', path, permission, handler: showHolidays(services) });
  route(router, { method: 'get', path: preview, permission, handler: (_req, res) => res.redirect(303, path) });
  route(router, { method: 'post', path: preview, permission, before: form, handler: previewHolidays(services) });
  route(router, { method: 'post', path, permission, before: form, handler: importHolidays(services) });
  return router;
}
