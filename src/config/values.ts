import type { Environment, KeyWithId, SigningKey, SmsSettings } from './config.js';
import type { RateLimit } from './limits.js';
import type { MailServer } from './mail-server.js';

/** What the variables are once VARIABLES has read them. */
export interface Values {
  NODE_ENV: Environment;
  PUBLIC_URL?: string;
  FIELD_KEYS?: KeyWithId[];
  LOOKUP_KEY?: Buffer;
  TOKEN_KEY?: Buffer;
  SESSION_SECRETS?: string[];
  SIGNING_KEYS?: SigningKey[];
  MONGODB_URI?: string;
  SMS_GATEWAY_URL?: string;
  SMS_GATEWAY_KEYS?: KeyWithId[];
  HOST: string;
  PORT: number;
  DATA_DIR: string;
  STORE_PORT: number;
  TRUST_PROXY: number;
  DEMO: boolean;
  LOG_LEVEL: string;
  STAFF_SECOND_FACTOR: 'required' | 'optional';
  STAFF_HASH_MEMORY_KIB: number;
  STAFF_HASH_PASSES: number;
  RETENTION_APPOINTMENT_DAYS: number;
  RETENTION_MESSAGE_DAYS: number;
  RETENTION_COUNSELLING_DAYS: number;
  RETENTION_AUDIT_DAYS: number;
  PRIVACY_ANSWER_WORKDAYS: number;
  SMS_REPORT_KEYS?: KeyWithId[];
  SMS_SIGNATURE: string;
  SMS_TEMPLATES: SmsSettings['templates'];
  SMTP_URL?: MailServer;
  MAIL_FROM?: string;
  WEBHOOK_NETWORKS?: string[];
  MESSAGE_CONCURRENCY: number;
  WORKER_CONCURRENCY: number;
  WORKER_POLL_SECONDS: number;
  RATE_ADDRESS_BOOKINGS: RateLimit;
  RATE_ADDRESS_HOLDS: RateLimit;
  RATE_ADDRESS_VERIFICATIONS: RateLimit;
  RATE_ADDRESS_LOOKUPS: RateLimit;
  RATE_ADDRESS_ELIGIBILITY: RateLimit;
  RATE_ADDRESS_SIGN_INS: RateLimit;
  RATE_PHONE_CODES: RateLimit[];
  RATE_PHONE_LOOKUPS: RateLimit;
}
