import express, { type RequestHandler, Router } from 'express';
import { route } from '../../http/route.js';
import { offerFormToken, protectForms } from '../../infrastructure/csrf.js';
import type { HolidayCalendar } from '../calendar/index.js';
import { commitChange } from './commit.controller.js';
import { moveCouple, showCouples } from './couples.controller.js';
import { previewChange, showEditor } from './editing.controller.js';
import { closuresEditor } from './editors/closures.editor.js';
import type { Editor } from './editors/editor.js';
import { exceptionsEditor } from './editors/exceptions.editor.js';
import { openingEditor } from './editors/opening.editor.js';
import { policiesEditor } from './editors/policies.editor.js';
import { serviceEditor } from './editors/service.editor.js';
import { hallOfficePaths as paths } from './hall-office.paths.js';
import type { HallOfficeServices } from './office-page.js';
import { showChange, showHallOffice } from './overview.controller.js';
import { sendUse, showUse } from './use.controller.js';

const FORM_LIMIT = '128kb';
const MOST_FIELDS = 2000;

/** What a manager sees and decides about the hall they work at. */
export function createHallOfficeRouter(services: HallOfficeServices & { calendar: HolidayCalendar }): Router {
  const router = Router();
  const readForm = express.urlencoded({ extended: false, limit: FORM_LIMIT, parameterLimit: MOST_FIELDS });
  const form = [readForm, protectForms, offerFormToken];
  const show = (path: string, handler: RequestHandler) =>
    route(router, { method: 'get', path, permission: 'hall.edit', handler });
  const edit = (path: string, editor: Editor) => {
    show(path, showEditor(services, editor));
    show(paths.previewOf(path), previewChange(services, editor));
  };
  const onClosures = (path: string, handler: RequestHandler) =>
    route(router, { method: 'get', path, permission: 'hall.close-day', handler });
  const close = (path: string, handler: RequestHandler) =>
    route(router, { method: 'post', path, permission: 'hall.close-day', before: form, handler });

  show(paths.hall, showHallOffice(services));
  edit(paths.opening, openingEditor);
  edit(paths.exceptions, exceptionsEditor);
  edit(paths.service(':business'), serviceEditor);
  edit(paths.policies, policiesEditor);
  show(paths.change(':revision'), showChange(services));
  const commit = commitChange(services, 'editing');
  route(router, { method: 'post', path: paths.changes, permission: 'hall.edit', before: form, handler: commit });

  onClosures(paths.closures, showEditor(services, closuresEditor));
  onClosures(paths.previewOf(paths.closures), previewChange(services, closuresEditor));
  close(paths.closures, commitChange(services, 'closing'));
  onClosures(paths.couples, showCouples(services));
  close(paths.couple(':reference'), moveCouple(services));

  route(router, { method: 'get', path: paths.use, permission: 'hall.heatmap', handler: showUse(services) });
  route(router, { method: 'get', path: paths.useCsv, permission: 'hall.heatmap', handler: sendUse(services) });
  return router;
}
