import express, { type RequestHandler, Router } from 'express';
import { route } from '../../http/route.js';
import { offerFormToken, protectForms } from '../../infrastructure/csrf.js';
import { previewText, saveText, showText } from './edit.controller.js';
import { fileInherited, returnToStandard } from './inherited.controller.js';
import { listTexts } from './list.controller.js';
import type { TextServices } from './open-text.js';
import { BUREAU_SCOPE, HALL_SCOPE, type TextScope } from './text-scope.js';
import { enterCodes, showVersion, withdrawVersion } from './version.controller.js';

const FORM_LIMIT = '64kb';

/** The words of every message: a hall's own, for its manager, and the bureau's, for its administrators. */
export function createMessageTextsRouter(services: TextServices): Router {
  const router = Router();
  addPages(router, services, HALL_SCOPE);
  addPages(router, services, BUREAU_SCOPE);
  return router;
}

function addPages(router: Router, services: TextServices, scope: TextScope): void {
  const { permission, paths } = scope;
  const form = [express.urlencoded({ extended: false, limit: FORM_LIMIT }), protectForms, offerFormToken];
  const text = [':kind', ':tone'] as const;
  const version = [...text, ':version'] as const;
  const show = (path: string, handler: RequestHandler) => route(router, { method: 'get', path, permission, handler });
  const act = (path: string, handler: RequestHandler) =>
    route(router, { method: 'post', path, permission, before: form, handler });

  show(paths.list, listTexts(services, scope));
  show(paths.text(...text), showText(services, scope));
  act(paths.text(...text), saveText(services, scope));
  show(paths.preview(...text), showText(services, scope));
  act(paths.preview(...text), previewText(services, scope));
  act(paths.standard(...text), returnToStandard(services, scope));
  act(paths.filing(...text), fileInherited(services, scope));
  show(paths.version(...version), showVersion(services, scope));
  act(paths.codes(...version), enterCodes(services, scope));
  act(paths.withdrawal(...version), withdrawVersion(services, scope));
}
