import type { ConfirmationBusiness, ConfirmationView } from './confirmation-view.js';

/** i18next's `t`, bound to the language of the view. */
export type Translate = (key: string, values?: Record<string, unknown>) => string;

/** What a shared calendar or a paper left on a desk may say aloud. */
export const SENSITIVE_BUSINESSES: ReadonlySet<ConfirmationBusiness> = new Set([
  'divorce-application',
  'divorce-issue',
  'reissue-divorce',
  'counselling',
]);

/** Spoken of quietly everywhere: no red, no motif, no cheer. */
export function isSensitive(business: ConfirmationBusiness): boolean {
  return SENSITIVE_BUSINESSES.has(business);
}

/** The texts of this feature. */
export function wordingOf(t: Translate): Translate {
  return (key, values) => t(`confirmation:${key}`, values);
}

export function isCancelled(view: Pick<ConfirmationView, 'state'>): boolean {
  return view.state === 'cancelled';
}
