import type { RequestHandler } from 'express';
import { saveSession } from '../../../infrastructure/save-session.js';
import { maskPhone } from '../../eligibility/index.js';
import { REQUEST_KINDS } from '../requests/privacy-request.model.js';
import { privacyPaths } from '../privacy.paths.js';
import { inWords, parseCode, parseNewPhone, parseRequest, typedIn } from './rights.forms.js';
import type { RightsServices } from './rights-services.js';
import { refusedIn, type RightsVisit, triesLeft, withSubject } from './visit.js';

const CODE_PAGE = { action: privacyPaths.phoneCode, startHref: privacyPaths.phone };

export function showNewPhone(services: RightsServices): RequestHandler {
  return withSubject(services, ({ res, subject }) => {
    res.render('privacy/phone.njk', { values: {}, current: maskPhone(subject.phone), paths: privacyPaths });
  });
}

/** The new phone has to be proved like the old one before anything goes to it. */
export function beginNewPhone(services: RightsServices): RequestHandler {
  return withSubject(services, async ({ req, res, subject, context: { t, now } }) => {
    const show = (status: number, page: object) =>
      res.status(status).render('privacy/phone.njk', {
        values: typedIn(req, ['phone']),
        current: maskPhone(subject.phone),
        paths: privacyPaths,
        ...page,
      });
    const parsed = parseNewPhone(req);
    if ('errors' in parsed) return void show(422, { errors: inWords(parsed.errors, t) });
    const { phone } = parsed.value;
    if (phone === subject.phone)
      return void show(422, { errors: [{ field: 'phone', message: t('privacy:phone.same') }] });
    try {
      const { id } = await services.contacts.start({ phone, now, language: req.language });
      req.session.privacy = { ...req.session.privacy, newPhone: id };
    } catch (error) {
      const { status, notice } = refusedIn(error, req, res);
      return void show(status, { notice });
    }
    await saveSession(req);
    res.redirect(303, privacyPaths.phoneCode);
  });
}

export function showNewPhoneCode(services: RightsServices): RequestHandler {
  return withSubject(services, ({ req, res }) => {
    if (!req.session.privacy?.newPhone) return void res.redirect(303, privacyPaths.phone);
    res.render('privacy/code.njk', CODE_PAGE);
  });
}

export function finishNewPhone(services: RightsServices): RequestHandler {
  return withSubject(services, async (visit) => {
    const { req, res, context } = visit;
    const id = req.session.privacy?.newPhone;
    if (!id) return void res.redirect(303, privacyPaths.phone);
    const show = (status: number, page: object) =>
      res.status(status).render('privacy/code.njk', { ...CODE_PAGE, ...page });
    const parsed = parseCode(req);
    if ('errors' in parsed) return void show(422, { errors: inWords(parsed.errors, context.t) });
    try {
      await changePhone(visit, { id, ...parsed.value }, services);
    } catch (error) {
      const count = triesLeft(error);
      if (count !== undefined)
        return void show(422, { errors: [{ field: 'code', message: context.t('manage:code.wrong', { count }) }] });
      const { status, notice } = refusedIn(error, req, res);
      return void show(status, { notice, isSpent: true });
    }
    await saveSession(req);
    res.redirect(303, `${privacyPaths.own}?done=phone`);
  });
}

export function showRequest(services: RightsServices): RequestHandler {
  return withSubject(services, (visit) => renderRequest(visit, services, { values: { kind: 'correction' } }));
}

export function sendRequest(services: RightsServices): RequestHandler {
  return withSubject(services, async (visit) => {
    const { req, res, subject, context } = visit;
    const values = typedIn(req, ['kind', 'hall', 'text']);
    const parsed = parseRequest(req);
    const hall = 'value' in parsed ? await services.halls.find(parsed.value.hall) : undefined;
    const unknownHall = 'value' in parsed && !hall ? [{ field: 'hall', code: 'unknown-hall' }] : [];
    const errors = 'errors' in parsed ? parsed.errors : unknownHall;
    if ('errors' in parsed || !hall)
      return renderRequest(visit, services, { values, status: 422, errors: inWords(errors, context.t) });
    try {
      await services.privacy.requests.ask({ ...parsed.value, subject, hall, language: req.language, now: context.now });
    } catch (error) {
      return renderRequest(visit, services, { values, ...refusedIn(error, req, res) });
    }
    res.redirect(303, `${privacyPaths.own}?done=request`);
  });
}

async function changePhone(
  { req, subject, asked, context: { now } }: RightsVisit,
  { id, code }: { id: string; code: string },
  { contacts, privacy }: RightsServices,
): Promise<void> {
  const { token } = await contacts.confirm({ id, code, now });
  const to = contacts.phoneOf(token, now);
  const changed = await privacy.phoneCorrection.correct({
    subject,
    to,
    now,
    language: req.language,
  });
  privacy.ownData.note(asked, { action: 'privacy.corrected', now, counts: { appointments: changed } });
  req.session.privacy = { access: privacy.identity.accessFor({ phone: to, document: subject.document }, now) };
}

async function renderRequest(
  { req, res }: RightsVisit,
  { halls, config }: RightsServices,
  { status = 200, ...page }: { status?: number; values: Record<string, string>; errors?: object[]; notice?: object },
): Promise<void> {
  const { t, language } = req;
  res.status(status).render('privacy/request.njk', {
    kinds: REQUEST_KINDS.map((value) => ({ value, text: t(`privacy:requestKinds.${value}`) })),
    halls: (await halls.list()).map(({ id, name }) => ({ value: id, text: name[language] })),
    workdays: config.privacy.answerWorkdays,
    paths: privacyPaths,
    ...page,
  });
}
