export { messagePreferenceModel, type MessagePreferenceModel } from './message-preference.model.js';
export { createMessagePreferencesRouter } from './message-preferences.router.js';
export { MessagePreferences } from './message-preferences.service.js';
export { preferenceData } from './preference-data.js';
