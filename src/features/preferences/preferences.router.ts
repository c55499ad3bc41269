import express, { Router, type CookieOptions } from 'express';
import { route } from '../../http/route.js';
import { isLanguage, LANGUAGE_COOKIE } from '../../infrastructure/language.js';
import { localPath } from '../../http/local-path.js';
import { isTextSize, TEXT_SIZE_COOKIE } from './page-preferences.js';

const COOKIE: CookieOptions = { httpOnly: true, sameSite: 'lax', path: '/', maxAge: 365 * 24 * 3600 * 1000 };

/** What a person prefers on this device: plain cookies, so that they hold without a session and without script. */
export function createPreferencesRouter(): Router {
  const router = Router();
  const before = [express.urlencoded({ extended: false, limit: '4kb' })];

  route(router, {
    method: 'post',
    path: '/language',
    permission: 'public',
    before,
    handler: (req, res) => {
      const { language, returnTo } = fields(req.body);
      if (isLanguage(language)) res.cookie(LANGUAGE_COOKIE, language, { ...COOKIE, secure: req.secure });
      res.redirect(303, withoutLanguage(localPath(returnTo)));
    },
  });

  route(router, {
    method: 'post',
    path: '/text-size',
    permission: 'public',
    before,
    handler: (req, res) => {
      const { size, returnTo } = fields(req.body);
      if (isTextSize(size)) res.cookie(TEXT_SIZE_COOKIE, size, { ...COOKIE, secure: req.secure });
      res.redirect(303, localPath(returnTo));
    },
  });

  return router;
}

function fields(body: unknown): Record<string, unknown> {
  return typeof body === 'object' && body !== null ? { ...body } : {};
}

// A carried ?lang= would win over the language just chosen.
function withoutLanguage(path: string): string {
  const [pathname = '/', search = ''] = path.split('?', 2);
  const query = new URLSearchParams(search);
  query.delete('lang');
  return query.size > 0 ? `${pathname}?${query.toString()}` : pathname;
}
