export { type Actor, actorId, systemActor } from './actor.js';
export { type AuditEvent } from './audit-chain.js';
export { auditEntryIndexes, auditEntryModel, type AuditEntryModel } from './audit-entry.model.js';
export { AuditLog } from './audit-log.js';
export { verifyAuditChain } from './verify-chain.js';
