export * from './domain-error.js';
export * from './store-errors.js';
export { createErrorHandlers } from './error-handlers.js';
