import type { AuditEvent } from '../../audit/index.js';
import { WHOLE_BUREAU } from '../staff/index.js';
import { type MessageTextRecord, versionId } from './message-text.model.js';

const ACTIONS = { saved: 'message-text.save', coded: 'message-text.carrier-code', withdrawn: 'message-text.withdraw' };

/** The audit event of one line of a version's history; its key is the same whenever it is made. */
export function auditOf(record: MessageTextRecord, index: number): AuditEvent[] {
  const event = record.history[index];
  if (!event) return [];
  const { hall, version, texts } = record;
  const { action, state, at, actor, address, note, carrierCodes } = event;
  return [
    {
      key: `message-text:${record._id}:${index}`,
      at,
      actor,
      ...(address !== undefined && { address }),
      action: ACTIONS[action],
      subject: `message-text:${versionId(record, version)}`,
      result: 'done',
      ...(hall !== WHOLE_BUREAU && { hall }),
      ...(note !== undefined && { reason: note }),
      details: {
        ...(action === 'saved' && { state, texts: texts ?? 'standard' }),
        ...(carrierCodes && { carrierCodes }),
      },
    },
  ];
}
