import { isLoopback } from '../../../../config/index.js';

/** Whether events may be sent to an address: over TLS, and outside production also to a receiver on this machine. */
export function mayReceive(address: string, { isProduction }: { isProduction: boolean }): boolean {
  if (!URL.canParse(address)) return false;
  const { protocol, hostname, username, password } = new URL(address);
  if (username !== '' || password !== '') return false;
  return protocol === 'https:' || (protocol === 'http:' && !isProduction && isLoopback(hostname));
}
