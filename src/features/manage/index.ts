export { Lookup } from './lookup.service.js';
export { createManageRouter } from './manage.router.js';
export { managePaths } from './manage.paths.js';
