import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { linkSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeFolder } from './make-folder.js';

/** The same texts as the variables of these names. */
export interface DevKeys {
  FIELD_KEYS: string;
  LOOKUP_KEY: string;
  TOKEN_KEY: string;
  SESSION_SECRETS: string;
  SIGNING_KEYS: string;
}

/** Reads the development keys of a data folder, making them on first use; processes that start together agree. */
export function loadDevKeys(dataDir: string): DevKeys {
  const file = join(dataDir, 'dev-keys.json');
  try {
    return readKeys(file);
  } catch (error) {
    if (!hasCode(error, 'ENOENT')) throw error;
  }
  makeFolder(dataDir);
  createOnce(file, JSON.stringify(generateDevKeys(), null, 2));
  return readKeys(file);
}

function readKeys(file: string): DevKeys {
  return JSON.parse(readFileSync(file, 'utf8')) as DevKeys;
}

// A link either appears whole or fails, so no process ever reads half a file or replaces another's keys.
function createOnce(file: string, content: string): void {
  const draft = `${file}.${String(process.pid)}.${randomBytes(4).toString('hex')}`;
  writeFileSync(draft, content, { mode: 0o600, flag: 'wx' });
  try {
    linkSync(draft, file);
  } catch (error) {
    if (!hasCode(error, 'EEXIST')) throw error;
  } finally {
    rmSync(draft, { force: true });
  }
}

function generateDevKeys(): DevKeys {
  const secret = () => randomBytes(32).toString('base64');
  const signing = generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' });
  return {
    FIELD_KEYS: `dev-1:${secret()}`,
    LOOKUP_KEY: secret(),
    TOKEN_KEY: secret(),
    SESSION_SECRETS: secret(),
    SIGNING_KEYS: JSON.stringify({ keys: [{ ...signing, kid: 'dev-1' }] }),
  };
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
