import type { DivorceApplicationRecord } from './divorce-application.model.js';

/** When the dates as they are now were fixed and both were told: with the acceptance, or when they were computed again. */
export function datesFixedAt({ history, createdAt }: Pick<DivorceApplicationRecord, 'history' | 'createdAt'>): Date {
  return history.findLast(({ action }) => action === 'accepted' || action === 'dates-recomputed')?.at ?? createdAt;
}
