/** Why a registrar must refuse the certificates (婚姻登记条例; 民法典 1076–1078). Their words are in the locale files. */
export const REFUSAL_REASONS = ['not-voluntary', 'no-agreement', 'incapacity', 'married-elsewhere'] as const;
export type RefusalReason = (typeof REFUSAL_REASONS)[number];
