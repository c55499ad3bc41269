import type { AppointmentRecord, HistoryItem } from './appointment.model.js';

/** Steps that change whom to tell, or nothing a couple hears of: they neither undo nor repeat the news of the one before. */
const SILENT: ReadonlySet<string> = new Set(['contact-changed', 'email-changed', 'email-removed', 'documents-checked']);

/** The latest step that says how an appointment stands. */
export function latestStep({ history }: Pick<AppointmentRecord, 'history'>): HistoryItem | undefined {
  return history.findLast(({ action }) => !SILENT.has(action));
}
