import { createHash, createHmac } from 'node:crypto';

/** A shared secret as the other side holds it. */
export interface SharedKey {
  id: string;
  key: Buffer;
}

interface Request {
  method: string;
  path: string;
  body: string;
}

/** The signature as docs/message-channels.md describes it, computed without the product's own code. */
export function gatewaySignature(
  { method, path, body }: Request,
  { key, timestamp, nonce }: { key: Buffer; timestamp: string; nonce: string },
): string {
  const hash = createHash('sha256').update(body, 'utf8').digest('hex');
  const text = `xiyue-hmac-sha256\n${method}\n${path}\n${timestamp}\n${nonce}\n${hash}`;
  return `v1=${createHmac('sha256', key).update(text, 'utf8').digest('hex')}`;
}

/** The headers of a call that the gateway makes. */
export function signedHeaders(
  request: Request,
  { id, key }: SharedKey,
  now: Date,
  nonce: string,
): Record<string, string> {
  const timestamp = Math.floor(now.getTime() / 1000).toString();
  return {
    'content-type': 'application/json',
    'x-xiyue-key': id,
    'x-xiyue-timestamp': timestamp,
    'x-xiyue-nonce': nonce,
    'x-xiyue-signature': gatewaySignature(request, { key, timestamp, nonce }),
  };
}
