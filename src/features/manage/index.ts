export { Lookup } from './lookup.service.js';
export { createManageRouter } from './manage.router.js';
export { managePaths } from './manage.paths.js';
export { privateLink } from './private-link.js';
export { type RefusalNotice, refusalNotice } from './refusal-notice.js';
