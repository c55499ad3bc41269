import type { RequestHandler } from 'express';
import { actorOf } from '../../http/require-permission.js';
import { TextChanged } from './message-texts.errors.js';
import { openText, type TextServices, versionIn, wordsOf } from './open-text.js';
import { errorsOf, readText } from './text-form.js';
import { refuseText, renderEditor, renderPreview, showConflict } from './text-pages.js';
import type { TextScope } from './text-scope.js';

/** The words to be changed: a draft where there is one, an older version where the address asks for it, else what is sent now. */
export function showText(services: TextServices, scope: TextScope): RequestHandler {
  return async (req, res) => {
    const open = await openText(req, services, scope);
    const { from } = req.query;
    const restored = from === undefined ? undefined : versionIn(open, from);
    const { draft, current, inForce } = open.standing;
    const source = restored ?? draft ?? current;
    const texts = source ? wordsOf(source, open) : { 'zh-CN': inForce['zh-CN'].text, en: inForce.en.text };
    renderEditor(services, scope, { req, res, open, texts, locals: { source } });
  };
}

/** What the couple would read and the carrier would be filed, before anybody decides. Posted, because texts are longer than addresses. */
export function previewText(services: TextServices, scope: TextScope): RequestHandler {
  return async (req, res) => {
    const open = await openText(req, services, scope);
    const typed = readText(req);
    const errors = errorsOf(typed.texts, { kind: open.kind, rules: services.textOffice.rules, t: req.t });
    if (errors.length > 0) return refuseText(services, scope, { req, res, open, typed, errors });
    renderPreview(services, scope, { req, res, open, typed });
  };
}

/** Keeps what the preview showed as the next version, in force or as a draft. */
export function saveText(services: TextServices, scope: TextScope): RequestHandler {
  const { edits, rules } = services.textOffice;
  return async (req, res) => {
    const open = await openText(req, services, scope);
    const typed = readText(req);
    const { texts, base, note, action } = typed;
    const errors = errorsOf(texts, { kind: open.kind, rules, t: req.t });
    if (errors.length > 0) return refuseText(services, scope, { req, res, open, typed, errors });
    if (action !== 'draft' && action !== 'in-force')
      return renderEditor(services, scope, { req, res, open, texts, base });
    if (action === 'in-force' && note === '') {
      const missing = [{ field: 'note', message: req.t('validation:required') }];
      return renderPreview(services, scope, { req, res: res.status(422), open, typed, errors: missing });
    }
    try {
      const { version } = await edits.save({
        name: open.name,
        base,
        state: action,
        texts,
        ...(note !== '' && { note }),
        actor: actorOf(req),
        now: services.clock.now(),
      });
      res.redirect(303, `${scope.paths.version(open.name.kind, open.name.tone, version)}?saved=1`);
    } catch (error) {
      if (!(error instanceof TextChanged)) throw error;
      await showConflict(services, scope, { req, res, texts });
    }
  };
}
