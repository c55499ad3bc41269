import type { MailSettings } from './config.js';

export type MailServer = Omit<MailSettings, 'from'>;

const PORTS: Record<string, number> = { 'smtp:': 587, 'smtps:': 465 };
const ADDRESS = /^[^\s@<>"(),:;]+@[a-z0-9-]+(\.[a-z0-9-]+)*$/i;

/** Reads `smtps://user:password@host:port`; throws saying what is wrong, never showing the password. */
export function parseMailServer(text: string): MailServer {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const standardPort = url && PORTS[url.protocol];
  if (!standardPort || url.hostname === '') throw new Error('must be smtp://HOST or smtps://HOST');
  if (!/^\/?$/.test(url.pathname) || url.search !== '' || url.hash !== '') throw new Error('must end with the port');
  const [user, password] = [decoded(url.username), decoded(url.password)];
  if ((user === '') !== (password === '')) throw new Error('needs both user and password, or neither');
  return {
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: url.port === '' ? standardPort : Number(url.port),
    isTlsFromStart: url.protocol === 'smtps:',
    ...(user !== '' && { login: { user, password } }),
  };
}

/** Reads `name@host` or `Name <name@host>`. */
export function parseSender(text: string): string {
  const address = /^[^<>\r\n]*<([^<>]+)>$/.exec(text)?.[1] ?? text;
  if (!ADDRESS.test(address)) throw new Error('must be name@host or Name <name@host>');
  return text;
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    throw new Error('has a user or password that is not percent-encoded');
  }
}
