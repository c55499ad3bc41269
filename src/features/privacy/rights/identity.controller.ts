import type { Request, RequestHandler } from 'express';
import { renewSession } from '../../../infrastructure/renew-session.js';
import { saveSession } from '../../../infrastructure/save-session.js';
import { civilDateAt, BUREAU_ZONE } from '../../calendar/index.js';
import { countryOptions, type Drafts } from '../../booking/index.js';
import { documentTypes } from '../../eligibility/index.js';
import { privacyPaths } from '../privacy.paths.js';
import { inWords, parseCode, parseWho, typedIn } from './rights.forms.js';
import type { RightsServices } from './rights-services.js';
import { refusedIn, triesLeft } from './visit.js';

const FIELDS = ['phone', 'type', 'number', 'country'] as const;
/** The form token is made anew with the id; the rest are the session's own parts. */
const ONLY_OF_OLD_ID = new Set(['csrfToken', 'privacy', 'id', 'req']);
export const showStart: RequestHandler = (req, res) => {
  res.render('privacy/start.njk', { values: { type: 'resident-id' }, ...choices(req) });
};

/** Sends a code to whatever phone is named: what is held about whom is nobody's to learn from this page. */
export function beginCheck({ privacy, clock }: RightsServices): RequestHandler {
  return async (req, res) => {
    const now = clock.now();
    const show = (status: number, page: object) =>
      res.status(status).render('privacy/start.njk', { values: typedIn(req, FIELDS), ...choices(req), ...page });
    const parsed = parseWho(req, civilDateAt(now, BUREAU_ZONE));
    if ('errors' in parsed) return void show(422, { errors: inWords(parsed.errors, req.t) });
    try {
      const pending = await privacy.identity.begin({ ...parsed.value, now, language: req.language });
      req.session.privacy = { pending };
    } catch (error) {
      const { status, notice } = refusedIn(error, req, res);
      return void show(status, { notice });
    }
    await saveSession(req);
    res.redirect(303, privacyPaths.code);
  };
}

export const showCode: RequestHandler = (req, res) => {
  if (!req.session.privacy?.pending) return void res.redirect(303, privacyPaths.start);
  res.render('privacy/code.njk', { action: privacyPaths.code, startHref: privacyPaths.start });
};

export function finishCheck({ privacy, drafts, clock }: RightsServices): RequestHandler {
  return async (req, res) => {
    const pending = req.session.privacy?.pending;
    if (!pending) return void res.redirect(303, privacyPaths.start);
    const show = (status: number, page: object) =>
      res.status(status).render('privacy/code.njk', {
        action: privacyPaths.code,
        startHref: privacyPaths.start,
        ...page,
      });
    const parsed = parseCode(req);
    if ('errors' in parsed) return void show(422, { errors: inWords(parsed.errors, req.t) });
    try {
      const access = await privacy.identity.finish({ pending, ...parsed.value, now: clock.now() });
      await openUnderNewId(req, drafts, access === undefined ? {} : { access });
    } catch (error) {
      const count = triesLeft(error);
      if (count !== undefined)
        return void show(422, { errors: [{ field: 'code', message: req.t('manage:code.wrong', { count }) }] });
      const { status, notice } = refusedIn(error, req, res);
      return void show(status, { notice, isSpent: true });
    }
    res.redirect(303, privacyPaths.own);
  };
}

export const leave: RequestHandler = async (req, res) => {
  delete req.session.privacy;
  await saveSession(req);
  res.redirect(303, privacyPaths.start);
};

/** An id that somebody planted before must not open a person's pages; what else the session holds goes along. */
async function openUnderNewId(req: Request, drafts: Drafts, privacy: { access?: string }): Promise<void> {
  const from = req.sessionID;
  const { cookie: _, ...held } = req.session as unknown as Record<string, unknown>;
  const kept = Object.fromEntries(Object.entries(held).filter(([name]) => !ONLY_OF_OLD_ID.has(name)));
  await renewSession(req, { ...kept, privacy });
  await drafts.follow({ from, to: req.sessionID });
}

function choices({ t, language }: Parameters<RequestHandler>[0]): object {
  return {
    documents: documentTypes.map((value) => ({ value, text: t(`eligibility:documentTypes.${value}`) })),
    countries: countryOptions(language),
  };
}
