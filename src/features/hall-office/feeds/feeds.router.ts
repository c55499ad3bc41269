import express, { Router } from 'express';
import type { Limits } from '../../../config/index.js';
import { limitByAddress } from '../../../http/rate-limit.js';
import { route } from '../../../http/route.js';
import { offerFormToken, protectForms } from '../../../infrastructure/csrf.js';
import { feedPattern, hallOfficePaths } from '../hall-office.paths.js';
import { type FeedServices, renewFeed, revokeFeed, sendFeed, showFeed } from './feeds.controller.js';

/** The page on which somebody manages their own feed. */
export function createFeedsRouter(services: FeedServices): Router {
  const router = Router();
  const permission = 'hall.feeds';
  const form = [express.urlencoded({ extended: false, limit: '8kb' }), protectForms, offerFormToken];
  const { feeds: path, feedsRevoked } = hallOfficePaths;
  route(router, { method: 'get', path, permission, handler: showFeed(services) });
  route(router, { method: 'post', path, permission, before: form, handler: renewFeed(services) });
  route(router, { method: 'post', path: feedsRevoked, permission, before: form, handler: revokeFeed(services) });
  return router;
}

/** What calendar programs read; the token in the address is the permission. */
export function createFeedReader(services: FeedServices & { config: { limits: Limits } }): Router {
  const router = Router();
  const before = [limitByAddress('feed', services.config.limits.address.lookups)];
  route(router, { method: 'get', path: feedPattern, permission: 'public', before, handler: sendFeed(services) });
  return router;
}
