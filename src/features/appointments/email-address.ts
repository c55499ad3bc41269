import { domainToASCII } from 'node:url';

export type ParsedEmail = { ok: true; email: string } | { ok: false; code: 'email-format' };

const LONGEST = 254;
const LONGEST_LOCAL = 64;
/** RFC 5322's dot-atom: what mailboxes are called in practice. */
const LOCAL = /^[\w!#$%&'*+\-/=?^`{|}~]+(?:\.[\w!#$%&'*+\-/=?^`{|}~]+)*$/;
const DOMAIN = /^(?:[a-z\d](?:[a-z\d-]{0,61}[a-z\d])?\.)+(?=[a-z\d-]*[a-z])[a-z\d](?:[a-z\d-]{0,61}[a-z\d])?$/;

/** An address as mail is sent to it: its domain in small ASCII letters, whatever script and width it was typed in. */
export function parseEmail(text: string): ParsedEmail {
  const folded = text.normalize('NFKC').replace(/[\s\p{Cf}]/gu, '');
  const at = folded.lastIndexOf('@');
  const local = folded.slice(0, Math.max(at, 0));
  const domain = domainToASCII(folded.slice(at + 1));
  const email = `${local}@${domain}`;
  const isValid = local.length <= LONGEST_LOCAL && LOCAL.test(local) && DOMAIN.test(domain) && email.length <= LONGEST;
  return isValid ? { ok: true, email } : { ok: false, code: 'email-format' };
}

/** z***@example.com: enough to recognise one's own. */
export function maskEmail(email: string): string {
  const at = email.lastIndexOf('@');
  return `${email.slice(0, 1)}***${email.slice(at)}`;
}
