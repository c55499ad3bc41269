import type { RequestHandler } from 'express';

export const TEXT_SIZE_COOKIE = 'text-size';

const TEXT_SIZES = ['normal', 'large'] as const;
export type TextSize = (typeof TEXT_SIZES)[number];

const LARGE = new RegExp(`(?:^|;\\s*)${TEXT_SIZE_COOKIE}=large(?:;|$)`);

export function isTextSize(value: unknown): value is TextSize {
  return TEXT_SIZES.some((size) => size === value);
}

/** The locals the layout's switches need; mount it in front of pages, not of the API. */
export const pagePreferences: RequestHandler = (req, res, next) => {
  res.locals['textSize'] = LARGE.test(req.headers.cookie ?? '') ? 'large' : 'normal';
  res.locals['currentPath'] = req.originalUrl;
  next();
};
