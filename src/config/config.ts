import type { Limits } from './limits.js';

export type Environment = 'development' | 'test' | 'production';

/** A 32-byte secret with the id that is stored beside whatever it protects. */
export interface KeyWithId {
  id: string;
  key: Buffer;
}

/** An Ed25519 key as a JWK; a retired one may keep only its public half. */
export interface SigningKey {
  kty: 'OKP';
  crv: 'Ed25519';
  kid: string;
  x: string;
  d?: string;
}

/** Each list holds the active key first; the others only read what was written earlier. */
export interface Keys {
  field: KeyWithId[];
  /** HMAC key of the look-up hashes of document numbers and phones. */
  lookup: Buffer;
  /** HMAC and sealing key of links, codes and form tokens. */
  token: Buffer;
  sessionSecrets: string[];
  signing: SigningKey[];
}

/** The HTTP gateway that hands text messages to a carrier; its protocol is `docs/message-channels.md`. */
export interface SmsSettings {
  gatewayUrl: string;
  /** Sign what goes to the gateway: the first one; the others are on their way out. */
  keys: KeyWithId[];
  /** Verify what the gateway reports back; without any, no report is taken. */
  reportKeys: KeyWithId[];
  /** The name in front of a text that brings none of its own. */
  signature: string;
  /** `numbered`: the carrier knows every text as a filed template and gets its number; `text`: it takes the words. */
  templates: 'numbered' | 'text';
}

export interface MailSettings {
  host: string;
  port: number;
  /** TLS from the first byte; otherwise STARTTLS is demanded, except on this machine. */
  isTlsFromStart: boolean;
  login?: { user: string; password: string };
  /** Who letters come from: `name@host` or `Name <name@host>`. */
  from: string;
}

export interface Config {
  env: Environment;
  http: {
    host: string;
    port: number;
    /** How many proxies in front are trusted for X-Forwarded-For. */
    trustProxy: number;
    /** Origin of every link that leaves the product, without a trailing slash. */
    publicUrl: string;
  };
  store: {
    uri: string;
    /** No MONGODB_URI was given: `npm start` runs the embedded store at storePort. */
    embedded: boolean;
    storePort: number;
    dataDir: string;
  };
  demo: boolean;
  log: { level: string };
  keys: Keys;
  limits: Limits;
  staff: {
    /** Cost of a password hash (argon2id). */
    hash: { memoryKib: number; passes: number };
    /** Whether nobody works without a second factor; production knows nothing else. */
    secondFactor: 'required' | 'optional';
  };
  /** How long each kind of record is kept before it is purged or de-identified. */
  retention: { appointmentDays: number; messageDays: number; counsellingDays: number; auditDays: number };
  /** Working days within which a person answers a request about personal data. */
  privacy: { answerWorkdays: number };
  worker: { concurrency: number; pollSeconds: number };
  messages: {
    /** How many a worker hands over at the same time. */
    concurrency: number;
    /** Absent only outside production, where messages do not leave. */
    sms?: SmsSettings;
    /** Absent: no e-mail is offered. */
    mail?: MailSettings;
    /** Networks of our own in which other systems may be told, besides the public one. */
    webhookNetworks: string[];
  };
  /** Absolute folders, the same whether the code runs from src/ or from dist/. */
  paths: { root: string; views: string; locales: string; assets: string };
}
