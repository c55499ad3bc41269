export { codeBudgetModel, contactVerificationIndexes, contactVerificationModel } from './contact-verification.model.js';
export { Contacts } from './contacts.service.js';
