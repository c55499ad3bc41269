import type { Request, RequestHandler } from 'express';
import type Joi from 'joi';
import { DomainError, type FieldError, RateLimited } from '../../errors/index.js';
import { tryParse } from '../../http/parse.js';
import { saveSession } from '../../infrastructure/save-session.js';
import { type CodeForm, codeForm, type LookupForm, lookupForm } from './lookup.forms.js';
import type { PendingLookup } from './lookup.service.js';
import { managePaths } from './manage.paths.js';
import type { ManageServices } from './manage-services.js';
import { refusalNotice } from './refusal-notice.js';

declare module 'express-session' {
  interface SessionData {
    lookup?: PendingLookup;
  }
}

export const showLookup: RequestHandler = (_req, res) => {
  res.render('manage/lookup.njk', { values: {} });
};

/** The answer is the same whether reference and phone belong together or not. */
export function beginLookup({ lookup, clock }: ManageServices): RequestHandler {
  return async (req, res) => {
    const { t } = req;
    const { value, errors } = parseForm(lookupForm, req);
    const show = (status: number, page: object) =>
      res.status(status).render('manage/lookup.njk', { values: typed(req), ...page });
    if (errors.length > 0) return void show(422, { errors: inWords(errors, t) });
    try {
      req.session.lookup = await lookup.begin({ ...value, now: clock.now(), language: req.language });
    } catch (error) {
      if (error instanceof RateLimited) res.set('Retry-After', String(error.retryAfterSeconds));
      const { status, notice } = refusalNotice(error, t);
      return void show(status, { notice });
    }
    await saveSession(req);
    res.redirect(303, managePaths.code);
  };
}

export const showCode: RequestHandler = (req, res) => {
  if (!req.session.lookup) return void res.redirect(303, managePaths.lookup);
  res.render('manage/code.njk');
};

export function finishLookup({ lookup, clock }: ManageServices): RequestHandler {
  return async (req, res) => {
    const { t, session } = req;
    const pending = session.lookup;
    if (!pending) return void res.redirect(303, managePaths.lookup);
    const { value, errors } = parseForm(codeForm, req);
    if (errors.length > 0) return void res.status(422).render('manage/code.njk', { errors: inWords(errors, t) });
    try {
      const page = await lookup.finish({ pending, ...value, now: clock.now() });
      delete session.lookup;
      await saveSession(req);
      res.redirect(303, page);
    } catch (error) {
      const triesLeft = error instanceof DomainError && error.code === 'wrong-code' && error.params['attemptsLeft'];
      if (typeof triesLeft === 'number' && triesLeft > 0) {
        const message = t('manage:code.wrong', { count: triesLeft });
        return void res.status(422).render('manage/code.njk', { errors: [{ field: 'code', message }] });
      }
      const refusal = triesLeft === 0 ? new DomainError('too-many-attempts', { status: 422 }) : error;
      const { status, notice } = refusalNotice(refusal, t);
      res.status(status).render('manage/code.njk', { notice, isSpent: true });
    }
  };
}

function parseForm<T extends LookupForm | CodeForm>(schema: Joi.ObjectSchema<T>, req: Request) {
  const { _csrf, ...fields } = req.body as Record<string, unknown>;
  return tryParse(schema, fields);
}

function typed(req: Request): Record<string, unknown> {
  const { reference, phone } = req.body as Record<string, unknown>;
  return { reference: asText(reference), phone: asText(phone) };
}

function asText(value: unknown): string {
  return typeof value === 'string' ? value.slice(0, 100) : '';
}

function inWords(errors: FieldError[], t: Request['t']): { field: string; message: string }[] {
  return errors.map(({ field, code, params }) => ({ field, message: t(`validation:${code}`, { ...params }) }));
}
