const BASE = 'http://local.invalid';

/** The path of `value` when it stays on this site, else `/`: a redirect must never be steered elsewhere. */
export function localPath(value: unknown): string {
  if (typeof value !== 'string' || !value.startsWith('/') || !URL.canParse(value, BASE)) return '/';
  const url = new URL(value, BASE);
  // A path may still open with // after dots are resolved, and a browser reads that as another host.
  if (url.origin !== BASE || url.pathname.startsWith('//')) return '/';
  return `${url.pathname}${url.search}`;
}
