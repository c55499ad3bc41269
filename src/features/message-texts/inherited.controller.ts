import type { RequestHandler } from 'express';
import { actorOf } from '../../http/require-permission.js';
import { TextChanged } from './message-texts.errors.js';
import { openText, type TextServices } from './open-text.js';
import { CODE_FIELDS, readCodes, readText } from './text-form.js';
import { renderEditor, showConflict } from './text-pages.js';
import type { TextScope } from './text-scope.js';

/** Goes back to the text of the bureau, or of the product, with a version that says so. */
export function returnToStandard(services: TextServices, scope: TextScope): RequestHandler {
  return async (req, res) => {
    const open = await openText(req, services, scope);
    const { base } = readText(req);
    try {
      const { version } = await services.textOffice.edits.save({
        name: open.name,
        base,
        state: 'in-force',
        actor: actorOf(req),
        now: services.clock.now(),
      });
      res.redirect(303, `${scope.paths.version(open.name.kind, open.name.tone, version)}?saved=1`);
    } catch (error) {
      if (!(error instanceof TextChanged)) throw error;
      const { inherited: texts } = open;
      await showConflict(services, scope, { req, res, texts });
    }
  };
}

/** Notes under which codes the carrier knows words that nobody has changed: a version that says the same, with its codes. */
export function fileInherited(services: TextServices, scope: TextScope): RequestHandler {
  return async (req, res) => {
    const open = await openText(req, services, scope);
    const { base } = readText(req);
    const { codes, errors } = readCodes(req);
    const { inherited: texts, name } = open;
    if (errors.length === 0 && Object.keys(codes).length === 0)
      errors.push({ field: CODE_FIELDS['zh-CN'], message: req.t('validation:required') });
    if (errors.length > 0) {
      res.status(422);
      return renderEditor(services, scope, { req, res, open, texts, base, locals: { errors, codes } });
    }
    try {
      const { version } = await services.textOffice.edits.save({
        name,
        base,
        state: 'in-force',
        texts,
        codes,
        actor: actorOf(req),
        now: services.clock.now(),
      });
      res.redirect(303, `${scope.paths.version(name.kind, name.tone, version)}?saved=1`);
    } catch (error) {
      if (!(error instanceof TextChanged)) throw error;
      await showConflict(services, scope, { req, res, texts });
    }
  };
}
