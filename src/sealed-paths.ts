import type { SealedPath } from './infrastructure/key-rotation.js';

/** Every place where personal data lies sealed; a test compares it with the schemas. */
export const sealedPaths: readonly SealedPath[] = [
  { collection: 'appointments', path: 'personal', context: 'appointment.personal' },
  { collection: 'contactVerifications', path: 'phone', context: 'contact.phone' },
  { collection: 'divorceApplications', path: 'personal', context: 'divorceApplication.personal' },
  { collection: 'drafts', path: 'answers', context: 'draft.answers' },
  { collection: 'idempotencyRecords', path: 'answer', context: 'idempotency.answer' },
  { collection: 'messages', path: 'content', context: 'message.content' },
  { collection: 'messages', path: 'given', context: 'message.given' },
  { collection: 'keptForms', path: 'fields', context: 'staff.kept-form' },
  { collection: 'privacyRequests', path: 'content', context: 'privacyRequest.content' },
  { collection: 'privacyRequests', path: 'answer', context: 'privacyRequest.answer' },
  { collection: 'staffAccounts', path: 'totpSecret', context: 'staff.totp-secret' },
  { collection: 'webhookEndpoints', path: 'secrets', context: 'webhookEndpoint.secrets' },
];
