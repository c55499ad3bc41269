import type { RequestHandler } from 'express';
import { dateFilters } from '../../../infrastructure/view-dates.js';
import { saveSession } from '../../../infrastructure/save-session.js';
import { privacyPaths } from '../privacy.paths.js';
import type { HeldPart } from './own-data.service.js';
import type { RightsServices } from './rights-services.js';
import { withSubject } from './visit.js';
import { BUREAU_ZONE } from '../../calendar/index.js';

export function showOwnData(services: RightsServices): RequestHandler {
  return withSubject(services, async ({ req, res, asked, context }) => {
    const parts = await services.privacy.ownData.see(asked, context);
    const { erased } = req.query;
    res.render('privacy/own.njk', {
      parts: parts.filter(({ items }) => items.length > 0),
      paths: privacyPaths,
      mayCorrectPhone: (await services.privacy.phoneCorrection.changeable(asked.subject)).length > 0,
      done: ['phone', 'request', 'erased'].find((each) => each === req.query['done']),
      erased: typeof erased === 'string' && /^\d{1,6}$/.test(erased) ? Number(erased) : undefined,
    });
  });
}

/** The machine-readable copy. */
export function exportJson(services: RightsServices): RequestHandler {
  return withSubject(services, async ({ res, asked, context }) => {
    const parts = await services.privacy.ownData.see(asked, context, 'exported');
    const data = Object.fromEntries(parts.map(({ name, items }) => [name, items.map((item) => item.data)]));
    res
      .attachment('xiyue-personal-data.json')
      .type('application/json')
      .send(`${JSON.stringify({ format: 'xiyue-personal-data/1', exportedAt: context.now, ...data }, undefined, 2)}\n`);
  });
}

/** The copy for reading: one page that needs nothing else. */
export function exportPage(services: RightsServices): RequestHandler {
  return withSubject(services, async ({ res, asked, context }) => {
    const parts = await services.privacy.ownData.see(asked, context, 'exported');
    const at = dateFilters(context.language).dayAndTime(context.now, BUREAU_ZONE);
    res.attachment('xiyue-personal-data.html').type('html');
    res.render('privacy/export.njk', { parts, at });
  });
}

/** What would go and what stays, before anything goes. */
export function askToErase(services: RightsServices): RequestHandler {
  return withSubject(services, async ({ res, subject, context }) => {
    const parts = await services.privacy.ownData.gather(subject, context);
    res.render('privacy/erase.njk', { ...sorted(parts), paths: privacyPaths });
  });
}

export function erase(services: RightsServices): RequestHandler {
  return withSubject(services, async ({ req, res, asked, subject, context }) => {
    if ((req.body as Record<string, unknown>)['agreed'] !== 'true') {
      const parts = await services.privacy.ownData.gather(subject, context);
      const errors = [{ field: 'agreed', message: context.t('privacy:erase.agreeFirst') }];
      return res.status(422).render('privacy/erase.njk', { ...sorted(parts), paths: privacyPaths, errors });
    }
    const counts = await services.privacy.ownData.erase(asked, context.now);
    const erased = Object.values(counts).reduce((sum, count) => sum + count, 0);
    await saveSession(req);
    res.redirect(303, `${privacyPaths.own}?done=erased&erased=${String(erased)}`);
  });
}

function sorted(parts: readonly HeldPart[]): { erasable: object[]; kept: object[] } {
  const items = parts.flatMap(({ title, items: held }) => held.map((item) => ({ part: title, ...item })));
  return {
    erasable: items.filter(({ erasure }) => erasure.may),
    kept: items.filter(({ erasure }) => !erasure.may),
  };
}
