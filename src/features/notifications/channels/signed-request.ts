import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { KeyWithId } from '../../../config/index.js';
import { pooledRandomBytes } from '../../../infrastructure/random-pool.js';

/** What a signature covers, besides the headers that carry it. */
export interface SignedRequest {
  method: string;
  /** With its query, as the request line has it. */
  path: string;
  body: string | Buffer;
}

export type HeaderValues = Readonly<Record<string, string | string[] | undefined>>;

const SCHEME = 'xiyue-hmac-sha256';
const TOLERANCE_SECONDS = 300;
const NONCE_BYTES = 16;

/** The headers that prove who sends a request, and when; `docs/message-channels.md` says how to compute them elsewhere. */
export function signatureHeaders(request: SignedRequest, key: KeyWithId, now: Date): Record<string, string> {
  const timestamp = String(Math.floor(now.getTime() / 1000));
  const nonce = pooledRandomBytes(NONCE_BYTES).toString('base64url');
  return {
    'x-xiyue-key': key.id,
    'x-xiyue-timestamp': timestamp,
    'x-xiyue-nonce': nonce,
    'x-xiyue-signature': `v1=${signatureOf(request, { timestamp, nonce, key: key.key }).toString('hex')}`,
  };
}

/** Whether one of the keys signed this very request within the last five minutes. */
export function isSigned(
  request: SignedRequest & { headers: HeaderValues },
  keys: readonly KeyWithId[],
  now: Date,
): boolean {
  const [id, timestamp, nonce, signature] = ['key', 'timestamp', 'nonce', 'signature'].map(
    (name) => request.headers[`x-xiyue-${name}`],
  );
  const key = keys.find((candidate) => candidate.id === id);
  if (!key || !isText(timestamp) || !isText(nonce) || !isText(signature)) return false;
  const age = now.getTime() / 1000 - Number(timestamp);
  if (!/^\d{1,12}$/.test(timestamp) || Math.abs(age) > TOLERANCE_SECONDS) return false;
  const given = Buffer.from(/^v1=([0-9a-f]{64})$/.exec(signature)?.[1] ?? '', 'hex');
  const expected = signatureOf(request, { timestamp, nonce, key: key.key });
  return given.length === expected.length && timingSafeEqual(given, expected);
}

function signatureOf(
  { method, path, body }: SignedRequest,
  { timestamp, nonce, key }: { timestamp: string; nonce: string; key: Buffer },
): Buffer {
  const bodyHash = createHash('sha256').update(body).digest('hex');
  return createHmac('sha256', key).update([SCHEME, method, path, timestamp, nonce, bodyHash].join('\n')).digest();
}

function isText(value: string | string[] | undefined): value is string {
  return typeof value === 'string' && value !== '';
}
