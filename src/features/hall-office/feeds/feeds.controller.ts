import type { RequestHandler } from 'express';
import { actorOf, staffOf } from '../../../http/require-permission.js';
import type { Clock } from '../../../infrastructure/clock.js';
import type { I18n } from '../../../infrastructure/i18n.js';
import { isLanguage } from '../../../infrastructure/language.js';
import { addDays, civilDateAt } from '../../calendar/index.js';
import type { HallOffice } from '../hall-office-services.js';
import { feedPath, hallOfficePaths } from '../hall-office.paths.js';
import { buildFeed } from './build-feed.js';

const DAYS_BEFORE = 7;
const DAYS_AHEAD = 45;

export interface FeedServices {
  config: { http: { publicUrl: string } };
  clock: Clock;
  i18n: I18n;
  hallOffice: HallOffice;
}

/** Somebody's own calendar address at the hall they work at, and how to make it useless. */
export function showFeed({ config, hallOffice }: FeedServices): RequestHandler {
  return async (req, res) => {
    const { id, hall, can } = staffOf(req);
    const token = await hallOffice.feeds.tokenOf(id, hall);
    const address = token && config.http.publicUrl + feedPath(token);
    res.render('hall-office/feeds.njk', {
      address,
      subscription: address?.replace(/^https?:/, 'webcal:'),
      contents: hallOffice.feeds.contributorsFor(can).map((contributor) => contributor.title(req.t)),
      paths: hallOfficePaths,
      mayEditHall: can('hall.edit'),
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
export function sendFeed({ hallOffice, clock, i18n }: FeedServices): RequestHandler {
  return async (req, res) => {
    const { feed, contributors } = await hallOffice.feeds.find(String(req.params['token']));
    const hall = await hallOffice.edits.current(feed.hall);
    const now = clock.now();
    const today = civilDateAt(now, hall.timeZone);
    const language = isLanguage(feed.language) ? feed.language : 'zh-CN';
    const question = {
      account: feed.account,
      hall,
      from: addDays(today, -DAYS_BEFORE),
      to: addDays(today, DAYS_AHEAD),
      language,
      t: i18n.fixedT(language),
    };
    const entries = await Promise.all(contributors.map((contributor) => contributor.entries(question)));
    res
      .set({ 'Content-Type': 'text/calendar; charset=utf-8', 'Cache-Control': 'private, no-store' })
      .set('X-Robots-Tag', 'noindex')
      .send(buildFeed(entries.flat(), { hall, language, now }));
  };
}
