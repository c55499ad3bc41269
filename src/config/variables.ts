import Joi from 'joi';
import { parseKey, parseKeysWithIds, parseSecrets, parseSigningKeys } from './key-material.js';
import { parseGatewayUrl } from './gateway-url.js';
import { parseRate, parseRates } from './limits.js';
import { parseMailServer, parseSender } from './mail-server.js';
import { parseNetworks } from './networks.js';

const DEV_KEY_PREFIX = 'dev-';
/** 等保 asks for six months at least. */
const LEAST_AUDIT_DAYS = 184;

const port = Joi.number().integer().min(0).max(65_535);
const inProduction = (schema: Joi.Schema) => schema.when('NODE_ENV', { is: 'production', then: Joi.required() });

/** Every variable the product reads, in the order of .env.example: what production requires comes first. */
export const VARIABLES = {
  NODE_ENV: Joi.string().valid('development', 'test', 'production').default('development'),
  PUBLIC_URL: inProduction(Joi.string().uri({ scheme: ['http', 'https'] })),
  FIELD_KEYS: Joi.when('NODE_ENV', {
    is: 'production',
    then: parsed(parseProductionKeys).required(),
    otherwise: parsed(parseKeysWithIds),
  }),
  LOOKUP_KEY: inProduction(parsed(parseKey)),
  TOKEN_KEY: inProduction(parsed(parseKey)),
  SESSION_SECRETS: inProduction(parsed(parseSecrets)),
  SIGNING_KEYS: inProduction(parsed(parseSigningKeys)),
  MONGODB_URI: Joi.string()
    .pattern(/^mongodb(\+srv)?:\/\/\S+$/)
    .messages({ 'string.pattern.base': 'must start with mongodb:// or mongodb+srv://' }),
  SMS_GATEWAY_URL: inProduction(parsed(parseGatewayUrl)),
  SMS_GATEWAY_KEYS: inProduction(parsed(parseKeysWithIds)),

  HOST: Joi.string().hostname().default('127.0.0.1'),
  PORT: port.default(3000),
  DATA_DIR: Joi.string().default('./data'),
  STORE_PORT: port.default(27_018),
  TRUST_PROXY: Joi.number().integer().min(0).max(10).default(0),
  DEMO: Joi.boolean().when('NODE_ENV', {
    is: 'production',
    then: Joi.boolean().valid(false).default(false).messages({ 'any.only': 'must not be true in production' }),
    otherwise: Joi.boolean().default(true),
  }),
  LOG_LEVEL: Joi.string().valid('fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent').default('info'),
  STAFF_SECOND_FACTOR: Joi.string().when('NODE_ENV', {
    is: 'production',
    then: Joi.valid('required').default('required').messages({ 'any.only': 'must be required in production' }),
    otherwise: Joi.valid('required', 'optional').default('optional'),
  }),
  STAFF_HASH_MEMORY_KIB: Joi.number()
    .integer()
    .max(1_048_576)
    .default(65_536)
    .when('NODE_ENV', { is: 'production', then: Joi.number().min(19_456), otherwise: Joi.number().min(8) }),
  STAFF_HASH_PASSES: Joi.number().integer().min(1).max(10).default(3),

  RETENTION_APPOINTMENT_DAYS: days(730),
  RETENTION_MESSAGE_DAYS: days(180),
  RETENTION_COUNSELLING_DAYS: days(1826),
  RETENTION_AUDIT_DAYS: days(1096, LEAST_AUDIT_DAYS),
  PRIVACY_ANSWER_WORKDAYS: Joi.number().integer().min(1).max(60).default(15),

  SMS_REPORT_KEYS: parsed(parseKeysWithIds),
  SMS_SIGNATURE: Joi.string()
    .pattern(/^[^【】\s]{2,20}$/)
    .messages({ 'string.pattern.base': 'needs 2 to 20 characters without brackets and blanks' })
    .default('喜约'),
  SMS_TEMPLATES: Joi.string().valid('numbered', 'text').default('numbered'),
  SMTP_URL: parsed(parseMailServer),
  MAIL_FROM: parsed(parseSender).when('SMTP_URL', { is: Joi.exist(), then: Joi.required() }),
  WEBHOOK_NETWORKS: parsed(parseNetworks),
  MESSAGE_CONCURRENCY: Joi.number().integer().min(1).max(1000).default(20),

  WORKER_CONCURRENCY: Joi.number().integer().min(1).max(1000).default(10),
  WORKER_POLL_SECONDS: Joi.number().min(0.1).max(60).default(1),

  RATE_ADDRESS_BOOKINGS: rate('600/10m'),
  RATE_ADDRESS_HOLDS: rate('600/10m'),
  RATE_ADDRESS_VERIFICATIONS: rate('600/10m'),
  RATE_ADDRESS_LOOKUPS: rate('300/10m'),
  RATE_ADDRESS_ELIGIBILITY: rate('1200/10m'),
  RATE_ADDRESS_SIGN_INS: rate('120/10m'),
  RATE_PHONE_CODES: parsed(parseRates, 'needs COUNT/TIME parts such as 1/1m,5/1h').default(
    parseRates('1/1m,5/1h,10/1d'),
  ),
  RATE_PHONE_LOOKUPS: rate('20/1h'),
} satisfies Record<string, Joi.Schema>;

function parseProductionKeys(text: string) {
  const keys = parseKeysWithIds(text);
  if (keys.some(({ id }) => id.startsWith(DEV_KEY_PREFIX))) throw new Error('holds a generated development key');
  return keys;
}

function days(standard: number, least = 1) {
  return Joi.number().integer().min(least).max(36_525).default(standard);
}

function rate(standard: string) {
  return parsed(parseRate, 'needs COUNT/TIME such as 600/10m').default(parseRate(standard));
}

/** A text read by `parse`; what it throws, or `complaint` when it returns nothing, names the fault without the value. */
function parsed<T>(parse: (text: string) => T | undefined, complaint = 'is not valid') {
  return Joi.any().custom((text: string, helpers) => {
    try {
      return parse(text) ?? helpers.message({ custom: complaint });
    } catch (error) {
      return helpers.message({ custom: error instanceof Error ? error.message : complaint });
    }
  });
}
