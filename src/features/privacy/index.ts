export type { DataContext, DataSubject, HeldItem, ItemErasure, PersonalDataSource } from './personal-data.js';
export { createPrivacyRouters } from './privacy.router.js';
export { createPrivacyServices, privacyModels, type PrivacyServices } from './privacy-services.js';
export { privacyPaths } from './privacy.paths.js';
export { privacyRequestIndexes } from './requests/privacy-request.model.js';
