import { isIPv4, isIPv6 } from 'node:net';

/** Reads networks as `10.20.0.0/16, fd00:1::/32`; throws naming the first that is none. */
export function parseNetworks(text: string): string[] {
  const networks = text.split(',').map((network) => network.trim());
  const wrong = networks.find((network) => !isNetwork(network));
  if (wrong !== undefined) throw new Error(`holds ${wrong}, which is no network such as 10.20.0.0/16`);
  return networks;
}

/** A whole family is no network of anybody's. */
function isNetwork(text: string): boolean {
  const [, address = '', bits = ''] = /^([^/]+)\/(\d{1,3})$/.exec(text) ?? [];
  const prefix = Number(bits);
  return prefix >= 8 && ((isIPv4(address) && prefix <= 32) || (isIPv6(address) && prefix <= 128));
}
