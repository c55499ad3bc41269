import type { AuditEvent } from '../../audit/index.js';
import type { AppointmentRecord } from './appointment.model.js';

/** The audit event of one line of an appointment's history; its key is the same whenever it is made. */
export function auditOf({ _id, hall, history, reference }: AuditedAppointment, index: number): AuditEvent {
  const item = history[index];
  if (!item) throw new RangeError(`appointment ${reference} has no history line ${index}`);
  return {
    key: `appointment:${_id}:${index}`,
    at: item.at,
    actor: item.actor,
    action: `appointment.${item.action}`,
    subject: `appointment:${reference}`,
    result: 'done',
    hall,
    ...(item.reason && { reason: item.reason }),
    ...(item.address && { address: item.address }),
    details: { ...(item.from && { from: item.from }), ...(item.to && { to: item.to }) },
  };
}

export type AuditedAppointment = Pick<AppointmentRecord, '_id' | 'hall' | 'history' | 'reference'>;
