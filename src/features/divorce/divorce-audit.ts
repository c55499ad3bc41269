import type { AuditEvent } from '../../audit/index.js';
import type { DivorceApplicationRecord } from './divorce-application.model.js';

/** The audit event of one line of an application's history; its key is the same whenever it is made. */
export function auditOf({ _id, hall, history, refusal }: AuditedApplication, index: number): AuditEvent {
  const item = history[index];
  if (!item) throw new RangeError(`divorce application ${_id} has no history line ${index}`);
  const { action, at, actor, address, from, to } = item;
  return {
    key: `divorce:${_id}:${index}`,
    at,
    actor,
    action: `divorce.${action}`,
    subject: `divorce:${_id}`,
    result: 'done',
    hall,
    ...(address && { address }),
    ...(action === 'refused' && refusal && { reason: refusal.reason }),
    details: { ...(from && { from }), ...(to && { to }) },
  };
}

export type AuditedApplication = Pick<DivorceApplicationRecord, '_id' | 'hall' | 'history' | 'refusal'>;
