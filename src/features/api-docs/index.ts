export { ApiDocs } from './api-docs.js';
export { createApiDocsRouter } from './api-docs.router.js';
