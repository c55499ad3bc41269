import type { RequestHandler } from 'express';
import { actorOf, staffOf } from '../../../http/require-permission.js';
import type { Clock } from '../../../infrastructure/clock.js';
import type { I18n } from '../../../infrastructure/i18n.js';
import { isLanguage } from '../../../infrastructure/language.js';
import { addDays, civilDateAt, type HolidayCalendar } from '../../calendar/index.js';
import type { HallOffice } from '../hall-office-services.js';
import { feedPath, hallOfficePaths } from '../hall-office.paths.js';
import { buildHallFeed } from './build-hall-feed.js';

const DAYS_BEFORE = 7;
const DAYS_AHEAD = 45;

export interface FeedServices {
  config: { http: { publicUrl: string } };
  clock: Clock;
  i18n: I18n;
  calendar: HolidayCalendar;
  hallOffice: HallOffice;
}

/** Somebody's own calendar address at the hall they work at, and how to make it useless. */
export function showFeed({ config, hallOffice }: FeedServices): RequestHandler {
  return async (req, res) => {
    const { id, hall } = staffOf(req);
    const token = await hallOffice.feeds.tokenOf(id, hall);
    const address = token && config.http.publicUrl + feedPath(token);
    res.render('hall-office/feeds.njk', {
      address,
      subscription: address?.replace(/^https?:/, 'webcal:'),
      paths: hallOfficePaths,
    });
  };
}

export function renewFeed({ hallOffice, clock }: FeedServices): RequestHandler {
  return async (req, res) => {
    await hallOffice.feeds.renew({ actor: actorOf(req), language: req.language, now: clock.now() });
    res.redirect(303, hallOfficePaths.feeds);
  };
}

export function revokeFeed({ hallOffice, clock }: FeedServices): RequestHandler {
  return async (req, res) => {
    await hallOffice.feeds.revoke({ actor: actorOf(req), now: clock.now() });
    res.redirect(303, hallOfficePaths.feeds);
  };
}

/** The feed itself, for a calendar program: whoever holds the address may read it, and reading changes nothing. */
export function sendFeed({ hallOffice, clock, calendar, i18n }: FeedServices): RequestHandler {
  return async (req, res) => {
    const feed = await hallOffice.feeds.find(String(req.params['token']));
    const hall = await hallOffice.edits.current(feed.hall);
    const now = clock.now();
    const today = civilDateAt(now, hall.timeZone);
    const range = { from: addDays(today, -DAYS_BEFORE), to: addDays(today, DAYS_AHEAD) };
    const language = isLanguage(feed.language) ? feed.language : 'zh-CN';
    const body = buildHallFeed({
      hall,
      days: await hallOffice.use.of({ hall: hall.id, ...range }),
      calendar: await calendar.current(),
      t: i18n.fixedT(language),
      language,
      now,
    });
    res
      .set({ 'Content-Type': 'text/calendar; charset=utf-8', 'Cache-Control': 'private, no-store' })
      .set('X-Robots-Tag', 'noindex')
      .send(body);
  };
}
