import express, { type Express } from 'express';
import { createApi } from './api.js';
import { createErrorHandlers } from './errors/index.js';
import { createDevelopmentRouters, createPageRouters } from './pages.js';
import { createDeliveryReportsRouter } from './features/notifications/index.js';
import { createHealthRouter } from './features/operations/index.js';
import { pagePreferences } from './features/preferences/index.js';
import { accompanyRequests } from './http/accompany-requests.js';
import { answerInTime } from './http/answer-in-time.js';
import { route } from './http/route.js';
import { createAssets } from './infrastructure/assets.js';
import { localize } from './infrastructure/i18n.js';
import { observeRequests } from './infrastructure/observe-requests.js';
import { API_HEADERS, pageHeaders } from './infrastructure/security-headers.js';
import { createSessions } from './infrastructure/sessions.js';
import type { SharedClock } from './infrastructure/shared-clock.js';
import { StoreWatch } from './infrastructure/store-watch.js';
import { createViewEngine } from './infrastructure/view-engine.js';
import type { Services } from './services.js';

/**
 * The whole HTTP side: the API without sessions, health, then pages with them. Outside production the routes that move the
 * clock and show messages are there too; `sharedClock` is what makes them possible.
 */
export function createApp(services: Services, { sharedClock }: { sharedClock?: SharedClock } = {}): Express {
  const { config, connection, clock, logger, i18n } = services;
  const isProduction = config.env === 'production';
  const isSecure = config.http.publicUrl.startsWith('https:');
  const errors = createErrorHandlers({ logger });
  const assets = createAssets(config.paths.assets);

  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.set('trust proxy', config.http.trustProxy);
  app.set('query parser', 'simple');
  createViewEngine({ viewsDir: config.paths.views, assets, i18n, isProduction }).attach(app);

  const forPages = [pageHeaders({ isSecure }), pagePreferences];
  const storeWatch = new StoreWatch(connection);
  const inTime = answerInTime({ isSilent: () => storeWatch.isSilent(), giveUp: (req, res) => errors.giveUp(req, res) });
  app.use(accompanyRequests(localize(i18n), observeRequests(logger, services.registry), inTime));
  const api = createApi(services, { forPages });
  // On the application's own router: a call then passes no router of a router, which costs a tenth of the availability it answers.
  for (const declared of api.routes) route(app.router, { ...declared, path: `/api${declared.path}` });
  app.use('/api', api.docs, errors.notFound, errors.asProblem);
  app.use(createHealthRouter(services));
  const { reports } = services.notifications;
  app.use(
    createDeliveryReportsRouter({
      keys: config.messages.sms?.reportKeys ?? [],
      clock,
      apply: (each) => reports.apply(each),
    }),
  );
  app.use('/callbacks', errors.notFound, errors.asProblem);
  app.use(
    '/.well-known/jwks.json',
    (_req, res) =>
      void res.set({ ...API_HEADERS, 'Cache-Control': 'public, max-age=300' }).json(services.passes.jwks()),
  );

  app.use(forPages, assets.serve);
  if (!isProduction && sharedClock) app.use(createDevelopmentRouters(services, sharedClock));
  app.use(createSessions({ connection, secrets: config.keys.sessionSecrets, isSecure }));
  app.use(createPageRouters(services));
  app.use(errors.notFound);
  app.use('/dev', errors.asProblem);
  app.use(errors.asPage);
  return app;
}
