export { createClockRouter } from './clock.router.js';
export { createOutboxRouter } from './outbox.router.js';
