export { ApiDocs } from './api-docs.js';
export { createApiDocsRouter, createOpenApiRouter } from './api-docs.router.js';
