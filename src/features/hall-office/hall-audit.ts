import type { AuditEvent } from '../../audit/index.js';
import type { HallHistoryItem } from '../halls/index.js';
import type { Outcome } from './hall-changes.service.js';

/** The audit event of one change; its key is the same whenever it is made. */
export function auditOfChange(
  hall: string,
  { revision, at, actor, reason, change }: HallHistoryItem,
  { plan, moved, told }: Pick<Outcome, 'plan' | 'moved' | 'told'>,
): AuditEvent {
  const { kind, ...what } = change;
  const { created, changed, closed } = plan;
  const references = (records: Outcome['told']) => records.map(({ reference }) => reference);
  return {
    key: `hall:${hall}:${revision}`,
    at,
    actor,
    action: `hall.${kind}`,
    subject: `hall:${hall}`,
    result: 'done',
    hall,
    reason,
    details: { ...what, slots: { created, changed, closed }, moved: references(moved), stranded: references(told) },
  };
}
