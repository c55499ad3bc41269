export type { DataContext, DataSubject, HeldItem, ItemErasure, PersonalDataSource } from './personal-data.js';
export { type AskingServices, askingReason, type ShownRecord } from './person-access/asking-reason.js';
export { type FullRecord, fullRecordPage, type FullRecordServices } from './person-access/full-record.js';
export { type Look, PersonAccess } from './person-access/person-access.service.js';
export { createPrivacyRouters } from './privacy.router.js';
export { createPrivacyServices, privacyIndexes, privacyModels, type PrivacyServices } from './privacy-services.js';
export { privacyPaths } from './privacy.paths.js';
export type { RetentionRule } from './retention/retention-rule.js';
export { deletion } from './retention/retention-rules.js';
