import { isIP } from 'node:net';
import { isLoopback } from '../../../config/index.js';
import { reachableIn } from '../../notifications/index.js';

export type ReceiverFault = 'url-unreadable' | 'url-credentials' | 'url-insecure' | 'url-private';

const LONGEST = 500;

/**
 * What is wrong with the address of a receiver. Events go over TLS to other machines; outside production also to one on this
 * machine. What a name leads to is looked at when something is sent, because it may change.
 */
export function receiverFault(
  address: string,
  { isProduction, networks = [] }: { isProduction: boolean; networks?: readonly string[] },
): ReceiverFault | undefined {
  if (address.length > LONGEST || !URL.canParse(address)) return 'url-unreadable';
  const { protocol, hostname, username, password } = new URL(address);
  if (username !== '' || password !== '') return 'url-credentials';
  const isHere = isLoopback(hostname);
  if (protocol !== 'https:' && !(protocol === 'http:' && isHere && !isProduction)) return 'url-insecure';
  if (isProduction && (isHere || isBeyondReach(hostname, networks))) return 'url-private';
  return undefined;
}

/** One spelling for each address, so that two that mean the same are seen to. */
export function normalisedReceiver(address: string): string {
  const url = new URL(address);
  url.hash = '';
  return url.href;
}

/**
 * An address in numbers that is neither public nor in a network that may be reached, or a name that only means something inside
 * one where none may.
 */
function isBeyondReach(hostname: string, networks: readonly string[]): boolean {
  const bare = hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '');
  if (isIP(bare) !== 0) return !reachableIn(networks)(bare);
  return networks.length === 0 && (!bare.includes('.') || /\.(localhost|local|internal|lan|home\.arpa)$/i.test(bare));
}
