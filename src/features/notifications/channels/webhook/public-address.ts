import { BlockList, isIPv4, isIPv6 } from 'node:net';

/** Networks that are not the public one: this machine, private and shared ones, link-local with its metadata services, tests, multicast. */
const V4 = [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.88.99.0/24',
  '192.168.0.0/16',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/3',
];
/** The public part of the newer network, without what stands for an address of the older one or for nobody's. */
const PUBLIC_V6 = ['2000::/3'];
const SPECIAL_V6 = ['2001::/23', '2001:db8::/32', '2002::/16', '3fff::/20'];

const special4 = listOf(V4);
const public6 = listOf(PUBLIC_V6);
const special6 = listOf(SPECIAL_V6);
const MAPPED = /^::ffff:(\d{1,3}(?:\.\d{1,3}){3})$/i;

/** Whether an address in numbers is somebody's on the public network. */
export function isPublicAddress(address: string): boolean {
  const plain = MAPPED.exec(address)?.[1] ?? address;
  if (isIPv4(plain)) return !special4.check(plain, 'ipv4');
  return isIPv6(plain) && public6.check(plain, 'ipv6') && !special6.check(plain, 'ipv6');
}

/** Addresses that events may go to: the public ones, and those of the networks that whoever runs the bureau has named. */
export function reachableIn(networks: readonly string[]): (address: string) => boolean {
  const named = listOf(networks);
  return (address) => isPublicAddress(address) || isIn(named, address);
}

function isIn(list: BlockList, address: string): boolean {
  const plain = MAPPED.exec(address)?.[1] ?? address;
  if (isIPv4(plain)) return list.check(plain, 'ipv4');
  return isIPv6(plain) && list.check(plain, 'ipv6');
}

function listOf(networks: readonly string[]): BlockList {
  const list = new BlockList();
  for (const network of networks) {
    const [address = '', prefix] = network.split('/');
    list.addSubnet(address, Number(prefix), isIPv4(address) ? 'ipv4' : 'ipv6');
  }
  return list;
}
