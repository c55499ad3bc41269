import type { Request, RequestHandler } from 'express';
import Joi from 'joi';
import { DomainError, RateLimited } from '../../errors/index.js';
import { foldedText } from '../../http/joi-fields.js';
import { tryParse } from '../../http/parse.js';
import { saveSession } from '../../infrastructure/save-session.js';
import { phoneNumber } from '../eligibility/index.js';
import type { OpenReceipt, PendingReceipt } from './couple-lookup.service.js';
import type { DivorcePageServices } from './divorce-page-services.js';
import { divorcePaths } from './divorce.paths.js';
import { remindersFor } from './own-reminders.controller.js';
import { formFields, inWords, refused } from './page-words.js';
import { paperName, viewOf } from './papers.controller.js';
import { renderReceipt } from './papers/receipt-paper.js';
import { normaliseReceiptNumber } from './receipt-number.js';

declare module 'express-session' {
  interface SessionData {
    receiptLookup?: PendingReceipt;
    receipt?: OpenReceipt;
  }
}

const { couple } = divorcePaths;

const lookupForm = Joi.object<{ receipt: string; phone: string }>({
  receipt: foldedText(40).custom(
    (value: string, helpers) =>
      normaliseReceiptNumber(value) ?? helpers.error('any.custom', { code: 'not-a-reference' }),
  ),
  phone: phoneNumber(),
});

const codeForm = Joi.object<{ code: string }>({
  code: foldedText(20)
    .replace(/\s/g, '')
    .custom((value: string, helpers) =>
      /^\d{6}$/.test(value) ? value : helpers.error('any.custom', { code: 'not-a-code' }),
    ),
});

export const showReceiptLookup: RequestHandler = (_req, res) => res.render('divorce/lookup.njk', { values: {} });

/** The answer is the same whether receipt and phone belong together or not. */
export function beginReceiptLookup({ divorce, clock }: DivorcePageServices): RequestHandler {
  return async (req, res) => {
    const values = formFields(req, ['receipt', 'phone']);
    const { value, errors } = tryParse(lookupForm, values);
    const show = (status: number, page: object) => res.status(status).render('divorce/lookup.njk', { values, ...page });
    if (errors.length > 0) return void show(422, { errors: inWords(errors, req) });
    try {
      const { receipt: receiptNumber, phone } = value;
      req.session.receiptLookup = await divorce.coupleLookup.begin({
        receiptNumber,
        phone,
        now: clock.now(),
        language: req.language,
      });
    } catch (error) {
      if (error instanceof RateLimited) res.set('Retry-After', String(error.retryAfterSeconds));
      const { status, ...said } = refused(error, req);
      return void show(status, said);
    }
    await saveSession(req);
    res.redirect(303, couple.code);
  };
}

export const showReceiptCode: RequestHandler = (req, res) => {
  if (!req.session.receiptLookup) return void res.redirect(303, couple.lookup);
  res.render('divorce/code.njk');
};

export function finishReceiptLookup({ divorce, clock }: DivorcePageServices): RequestHandler {
  return async (req, res) => {
    const { session, t } = req;
    const pending = session.receiptLookup;
    if (!pending) return void res.redirect(303, couple.lookup);
    const { value, errors } = tryParse(codeForm, formFields(req, ['code']));
    if (errors.length > 0) return void res.status(422).render('divorce/code.njk', { errors: inWords(errors, req) });
    try {
      session.receipt = await divorce.coupleLookup.finish({ pending, ...value, now: clock.now() });
      delete session.receiptLookup;
      await saveSession(req);
      res.redirect(303, couple.own);
    } catch (error) {
      const triesLeft = triesLeftAfter(error);
      if (triesLeft > 0) {
        const message = t('manage:code.wrong', { count: triesLeft });
        return void res.status(422).render('divorce/code.njk', { errors: [{ field: 'code', message }] });
      }
      const { status, ...said } = refused(
        triesLeft === 0 ? new DomainError('too-many-attempts', { status: 422 }) : error,
        req,
      );
      res.status(status).render('divorce/code.njk', { ...said, isSpent: true });
    }
  };
}

/** Where their application stands, and what each of them can do. */
export function showOwnApplication(services: DivorcePageServices): RequestHandler {
  return async (req, res) => {
    const open = req.session.receipt;
    const record = await ownOf(req, services);
    if (!open || !record) return void res.redirect(303, couple.lookup);
    const { language } = req;
    const view = await services.divorce.readModel.view(record, services.clock.now());
    const { phase } = view;
    const reminders = await remindersFor(services, { phase, phoneHash: open.phoneHash, language });
    res.render('divorce/own.njk', { ...view, language, reminders, paths: couple, isSaved: 'saved' in req.query });
  };
}

export function sendOwnReceipt(services: DivorcePageServices): RequestHandler {
  return async (req, res) => {
    const record = await ownOf(req, services);
    if (!record) return void res.redirect(303, couple.lookup);
    res.type('application/pdf').attachment(paperName('receipt', services, record));
    res.send(await renderReceipt(await viewOf(services, record)));
  };
}

function ownOf({ session }: Request, { divorce, clock }: DivorcePageServices) {
  return divorce.coupleLookup.read(session.receipt, clock.now());
}

/** How often a code may still be tried; below zero when the error says nothing about it. */
function triesLeftAfter(error: unknown): number {
  const left = error instanceof DomainError && error.code === 'wrong-code' ? error.params['attemptsLeft'] : undefined;
  return typeof left === 'number' ? left : -1;
}
