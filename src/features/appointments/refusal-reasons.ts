import type { Business } from '../halls/index.js';

/**
 * Why a registry may not register or issue (婚姻登记条例, 民法典 1046–1048, 1051, 1076–1078). Codes are stored and counted;
 * their words are `appointments:refusal.<code>`.
 */
const REASONS: Record<Business, readonly string[]> = {
  marriage: ['under-age', 'not-voluntary', 'already-married', 'close-kin', 'document-invalid', 'no-jurisdiction'],
  'divorce-application': [
    'no-agreement',
    'no-capacity',
    'married-abroad',
    'not-voluntary',
    'document-invalid',
    'no-jurisdiction',
  ],
  'divorce-issue': ['outside-window', 'no-agreement', 'no-capacity', 'not-voluntary', 'document-invalid'],
  'reissue-marriage': ['record-not-found', 'state-changed', 'document-invalid'],
  'reissue-divorce': ['record-not-found', 'state-changed', 'document-invalid'],
  counselling: [],
};

export function refusalReasons(business: Business): readonly string[] {
  return REASONS[business];
}

export function isRefusalReason(business: Business, code: string): boolean {
  return REASONS[business].includes(code);
}
