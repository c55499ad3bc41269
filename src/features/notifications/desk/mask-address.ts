import { maskPhone } from '../../eligibility/index.js';

/** The id of another system's endpoint says nothing about anybody. */
const ENDPOINT = /^[0-9a-f]{24}$/;

/** A phone, a mailbox or another system's address, of which no more is shown than tells whether it is the one somebody means. */
export function maskAddress(address: string): string {
  if (/^https?:\/\//.test(address)) return URL.canParse(address) ? new URL(address).host : '***';
  if (ENDPOINT.test(address)) return address;
  const at = address.lastIndexOf('@');
  if (at < 0) return maskPhone(address);
  const [name, domain] = [address.slice(0, at), address.slice(at + 1)];
  return `${name.slice(0, name.length > 2 ? 2 : 1)}***@${domain}`;
}
