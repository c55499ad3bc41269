/** Why a registrar must refuse the certificates for good (民法典 1076–1078, 婚姻登记条例); missing papers only send a couple home. */
export const REFUSAL_REASONS = ['not-voluntary', 'no-agreement', 'no-capacity'] as const;
export type RefusalReason = (typeof REFUSAL_REASONS)[number];

export function isRefusalReason(text: string): text is RefusalReason {
  return REFUSAL_REASONS.some((reason) => reason === text);
}
