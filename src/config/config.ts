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
  /** Absolute folders, the same whether the code runs from src/ or from dist/. */
  paths: { root: string; views: string; locales: string; assets: string };
}
