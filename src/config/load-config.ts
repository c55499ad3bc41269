import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import Joi from 'joi';
import { type DevKeys, loadDevKeys } from '../infrastructure/dev-keys.js';
import type { Config, Keys } from './config.js';
import { parseKey, parseKeysWithIds, parseSecrets, parseSigningKeys } from './key-material.js';
import { findMisspellings } from './misspellings.js';
import { findProjectRoot } from './project-root.js';
import type { Values } from './values.js';
import { VARIABLES } from './variables.js';

export type EnvironmentVariables = Record<string, string | undefined>;

/** Names everything that is wrong with the variables, in one line and without their values. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';

  constructor(readonly problems: string[]) {
    super(`configuration: ${problems.join('; ')}`);
  }
}

/** The process's variables, with those of a `.env` file below them except in tests. */
export function readEnvironment(): EnvironmentVariables {
  const file = join(findProjectRoot(), '.env');
  if (process.env['NODE_ENV'] !== 'test' && existsSync(file)) process.loadEnvFile(file);
  return { ...process.env };
}

/** @throws {ConfigError} naming every wrong variable, not just the first. */
export function loadConfig(env: EnvironmentVariables = readEnvironment()): Config {
  const values = readValues(env);
  const root = findProjectRoot();
  const dataDir = resolve(root, values.DATA_DIR);
  return {
    env: values.NODE_ENV,
    http: {
      host: values.HOST,
      port: values.PORT,
      trustProxy: values.TRUST_PROXY,
      publicUrl: (values.PUBLIC_URL ?? localUrl(values)).replace(/\/+$/, ''),
    },
    store: {
      uri: values.MONGODB_URI ?? `mongodb://127.0.0.1:${String(values.STORE_PORT)}/xiyue`,
      embedded: values.MONGODB_URI === undefined,
      storePort: values.STORE_PORT,
      dataDir,
    },
    demo: values.DEMO,
    log: { level: values.LOG_LEVEL },
    keys: readKeys(values, dataDir),
    limits: readLimits(values),
    staff: {
      hash: { memoryKib: values.STAFF_HASH_MEMORY_KIB, passes: values.STAFF_HASH_PASSES },
      secondFactor: values.STAFF_SECOND_FACTOR,
    },
    retention: {
      appointmentDays: values.RETENTION_APPOINTMENT_DAYS,
      messageDays: values.RETENTION_MESSAGE_DAYS,
      counsellingDays: values.RETENTION_COUNSELLING_DAYS,
      auditDays: values.RETENTION_AUDIT_DAYS,
    },
    privacy: { answerWorkdays: values.PRIVACY_ANSWER_WORKDAYS },
    worker: { concurrency: values.WORKER_CONCURRENCY, pollSeconds: values.WORKER_POLL_SECONDS },
    messages: readMessages(values),
    paths: {
      root,
      views: join(root, 'views'),
      locales: join(root, 'locales'),
      assets: findAssets(root),
    },
  };
}

// A running build keeps the assets it was built with, even when a newer build has been made beside it.
function findAssets(root: string): string {
  const codeRoot = resolve(import.meta.dirname, '..', '..');
  return codeRoot === root ? join(root, 'dist', 'assets') : join(codeRoot, 'assets');
}

function readValues(env: EnvironmentVariables): Values {
  // An empty variable means "not set": compose files and shells produce them.
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ''));
  const result = Joi.object<Values>(VARIABLES)
    .unknown()
    .prefs({ abortEarly: false, errors: { wrap: { label: false }, stack: false } })
    .validate(given);
  const problems = [
    ...(result.error?.details.map(({ path, message }) => withName(path.join('.'), message)) ?? []),
    ...findMisspellings(Object.keys(given), Object.keys(VARIABLES)),
  ];
  if (problems.length > 0) throw new ConfigError(problems);
  return result.value as Values;
}

function withName(name: string, message: string): string {
  return message.startsWith(name) ? message : `${name} ${message}`;
}

function localUrl({ HOST, PORT }: Values): string {
  return `http://${HOST.includes(':') ? `[${HOST}]` : HOST}:${String(PORT)}`;
}

function readKeys(values: Values, dataDir: string): Keys {
  const { FIELD_KEYS, LOOKUP_KEY, TOKEN_KEY, SESSION_SECRETS, SIGNING_KEYS } = values;
  if (FIELD_KEYS && LOOKUP_KEY && TOKEN_KEY && SESSION_SECRETS && SIGNING_KEYS) {
    return {
      field: FIELD_KEYS,
      lookup: LOOKUP_KEY,
      token: TOKEN_KEY,
      sessionSecrets: SESSION_SECRETS,
      signing: SIGNING_KEYS,
    };
  }
  const generated = readDevKeys(dataDir);
  return {
    field: FIELD_KEYS ?? parseKeysWithIds(generated.FIELD_KEYS),
    lookup: LOOKUP_KEY ?? parseKey(generated.LOOKUP_KEY),
    token: TOKEN_KEY ?? parseKey(generated.TOKEN_KEY),
    sessionSecrets: SESSION_SECRETS ?? parseSecrets(generated.SESSION_SECRETS),
    signing: SIGNING_KEYS ?? parseSigningKeys(generated.SIGNING_KEYS),
  };
}

function readDevKeys(dataDir: string): DevKeys {
  try {
    return loadDevKeys(dataDir);
  } catch (error) {
    if (error instanceof SyntaxError) throw new ConfigError([`DATA_DIR ${dataDir} holds a damaged dev-keys.json`]);
    const { code = 'unknown' } = error as NodeJS.ErrnoException;
    throw new ConfigError([`DATA_DIR ${dataDir} cannot be written (${code})`]);
  }
}

function readMessages(values: Values): Config['messages'] {
  const { SMS_GATEWAY_URL, SMS_GATEWAY_KEYS, SMTP_URL, MAIL_FROM } = values;
  return {
    concurrency: values.MESSAGE_CONCURRENCY,
    webhookNetworks: values.WEBHOOK_NETWORKS ?? [],
    ...(SMS_GATEWAY_URL !== undefined &&
      SMS_GATEWAY_KEYS && {
        sms: {
          gatewayUrl: SMS_GATEWAY_URL,
          keys: SMS_GATEWAY_KEYS,
          reportKeys: values.SMS_REPORT_KEYS ?? [],
          signature: values.SMS_SIGNATURE,
          templates: values.SMS_TEMPLATES,
        },
      }),
    ...(SMTP_URL && MAIL_FROM !== undefined && { mail: { ...SMTP_URL, from: MAIL_FROM } }),
  };
}

function readLimits(values: Values): Config['limits'] {
  return {
    address: {
      bookings: values.RATE_ADDRESS_BOOKINGS,
      holds: values.RATE_ADDRESS_HOLDS,
      verifications: values.RATE_ADDRESS_VERIFICATIONS,
      lookups: values.RATE_ADDRESS_LOOKUPS,
      eligibility: values.RATE_ADDRESS_ELIGIBILITY,
      signIns: values.RATE_ADDRESS_SIGN_INS,
    },
    phone: { codes: values.RATE_PHONE_CODES, lookups: values.RATE_PHONE_LOOKUPS },
  };
}
