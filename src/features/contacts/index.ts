export { codeBudgetModel, contactVerificationIndexes, contactVerificationModel } from './contact-verification.model.js';
export { createContactsApi } from './contacts.api.js';
export { codeKind } from './code-kind.js';
export { Contacts } from './contacts.service.js';
