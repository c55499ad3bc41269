import { Router } from 'express';
import { createBookingRouter } from './features/booking/index.js';
import { createDeskRouter } from './features/desk/index.js';
import { createClockRouter, createOutboxRouter } from './features/development/index.js';
import { createReceiptRouter, createStaffDivorceRouter } from './features/divorce/index.js';
import { createGalleryRouter } from './features/gallery/index.js';
import {
  createFeedReader,
  createFeedsRouter,
  createHallOfficeRouter,
  createHolidaysRouter,
} from './features/hall-office/index.js';
import { createHallsRouter } from './features/halls/index.js';
import { createHomeRouter } from './features/home/index.js';
import { createManageRouter } from './features/manage/index.js';
import { createMessagePreferencesRouter } from './features/message-preferences/index.js';
import { createMessageTextsRouter } from './features/message-texts/index.js';
import { createNoticesRouter } from './features/notices/index.js';
import { createOperationsRouter } from './features/operations/index.js';
import { createPreferencesRouter } from './features/preferences/index.js';
import { createPrivacyRouters } from './features/privacy/index.js';
import { askToSignIn, createStaffRouter, identifyStaff, staffPaths } from './features/staff/index.js';
import { createWebhooksRouter } from './features/webhooks/index.js';
import type { SharedClock } from './infrastructure/shared-clock.js';
import type { TaskQueue } from './jobs/job.js';
import { recurringJobs } from './jobs/recurring-jobs.js';
import { createRunNow } from './jobs/scheduler.js';
import type { Services } from './services.js';

/** The pages only name the jobs; what runs them puts their tasks somewhere. */
const NOWHERE: TaskQueue = { waiting: () => Promise.resolve(0), add: () => Promise.resolve() };

/** The pages of the public and, below the line that finds out who is signed in, those of the staff; one feature a line. */
export function createPageRouters(services: Services): Router {
  const pages = Router();
  const privacy = createPrivacyRouters(services);
  pages.use(createPreferencesRouter());
  pages.use(createBookingRouter(services));
  pages.use(createHomeRouter(services));
  pages.use(
    createHallsRouter({
      ...services,
      nextFree: (question) => services.availability.nearestFree({ ...question, lane: 'online' }),
    }),
  );
  pages.use(createManageRouter(services));
  pages.use(createMessagePreferencesRouter(services));
  pages.use(createFeedReader(services));
  pages.use(createNoticesRouter(services));
  pages.use(createReceiptRouter(services));
  pages.use(privacy.rights);
  pages.use(staffPaths.home, identifyStaff(services));
  pages.use(createStaffRouter(services));
  pages.use(createStaffDivorceRouter(services));
  pages.use(createHallOfficeRouter(services));
  pages.use(createHolidaysRouter(services));
  pages.use(createFeedsRouter(services));
  pages.use(createMessageTextsRouter(services));
  pages.use(privacy.requests);
  pages.use(privacy.anomalies);
  pages.use(privacy.retention);
  pages.use(createDeskRouter(services));
  pages.use(
    createOperationsRouter({
      ...services,
      jobs: recurringJobs(services, NOWHERE),
      runNow: createRunNow(services.connection),
    }),
  );
  pages.use(createWebhooksRouter(services));
  pages.use(askToSignIn(services));
  return pages;
}

/** What helps to build and test the product and must not exist in production. */
export function createDevelopmentRouters(services: Services, shared: SharedClock): Router {
  const pages = Router();
  pages.use(createClockRouter({ clock: services.clock, shared }));
  pages.use(createOutboxRouter(services));
  pages.use(createGalleryRouter());
  return pages;
}
