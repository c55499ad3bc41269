export { actedBy, type Actor, actorId, systemActor } from './actor.js';
export { type AuditEvent } from './audit-chain.js';
export {
  type AuditEntryRecord,
  auditEntryIndexes,
  auditEntryModel,
  type AuditEntryModel,
  auditSearchIndexes,
} from './audit-entry.model.js';
export { AuditLog } from './audit-log.js';
export { auditAnchorModel, type AuditAnchorModel, AuditAnchors } from './audit-anchor.js';
export { purgeAuditChain } from './purge-chain.js';
export { type ChainVerdict, verifyAuditChain } from './verify-chain.js';
