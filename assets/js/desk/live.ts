const POLL_MS = 15_000;
const RETRY_MS = 3_000;

type Shown = (region: HTMLElement) => void;

/**
 * Shows a region anew whenever the server says that it is out of date. Without server-sent events, or while they are away, it asks
 * every few seconds; a region in which somebody is typing waits.
 */
export function keepFresh(region: HTMLElement, onShown?: Shown): void {
  const { live } = region.dataset;
  const { id } = region;
  if (!live || !id) return;
  const isDisplay = region.hasAttribute('data-live-display');
  let waiting = false;
  onShown?.(region);

  const refresh = async () => {
    if (waiting) return;
    waiting = true;
    const fresh = await fetchRegion(id, isDisplay).catch(() => undefined);
    waiting = false;
    if (fresh === 'gone') return location.reload();
    sayLost(fresh === undefined);
    const current = document.getElementById(id);
    if (!fresh || !current || isInUse(current)) return;
    current.replaceChildren(...Array.from(fresh.childNodes));
    onShown?.(current);
  };

  setInterval(() => void refresh(), POLL_MS);
  if (typeof EventSource === 'undefined') return;
  listen(live, refresh);
}

function listen(address: string, refresh: () => Promise<void>): void {
  const source = new EventSource(address);
  source.addEventListener('changed', () => void refresh());
  source.addEventListener('open', () => void refresh());
  source.addEventListener('signed-out', () => void refresh());
  source.addEventListener('error', () => {
    void refresh();
    // The browser gives up by itself only when the server refused; then somebody may have to sign in again.
    if (source.readyState !== EventSource.CLOSED) return;
    setTimeout(() => {
      void refresh();
      listen(address, refresh);
    }, RETRY_MS);
  });
}

/** A screen on the wall is its own visitor; any other page must not keep a session alive that nobody sits at. */
async function fetchRegion(id: string, isDisplay: boolean): Promise<HTMLElement | 'gone' | undefined> {
  const headers: Record<string, string> = isDisplay ? {} : { 'X-Requested-By': 'page' };
  const response = await fetch(location.href, { headers, redirect: 'manual', cache: 'no-store' });
  if (response.type === 'opaqueredirect' || response.status === 401) return 'gone';
  if (!response.ok) return undefined;
  const page = new DOMParser().parseFromString(await response.text(), 'text/html');
  return page.getElementById(id) ?? undefined;
}

function isInUse(region: HTMLElement): boolean {
  return region.contains(document.activeElement) && document.activeElement instanceof HTMLInputElement;
}

function sayLost(isLost: boolean): void {
  const banner = document.querySelector<HTMLElement>('[data-lost]');
  if (banner) banner.hidden = !isLost;
}
