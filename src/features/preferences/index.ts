export { createPreferencesRouter } from './preferences.router.js';
export { pagePreferences } from './page-preferences.js';
