import { isLoopback } from './loopback.js';

/** Reads an address that personal data may be sent to: https, or http on this machine, where an adapter may sit. */
export function parseGatewayUrl(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || !/^https?:$/.test(url.protocol)) throw new Error('must be an https address');
  if (url.protocol === 'http:' && !isLoopback(url.hostname)) throw new Error('must be https, except on this machine');
  if (url.username !== '' || url.password !== '') throw new Error('must not hold a password');
  if (url.hash !== '') throw new Error('must not hold a fragment');
  return url.href;
}
