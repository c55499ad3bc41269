import { serverOffset } from '../enhance/server-clock.js';

/** The hall's own time, by the server's clock. */
export function keepClock(place: HTMLElement): void {
  const zone = place.dataset['clock'];
  const now = place.getAttribute('datetime');
  if (!zone || !now) return;
  const offset = serverOffset(now);
  const format = new Intl.DateTimeFormat('zh-CN', {
    timeZone: zone,
    hour: '2-digit',
    minute: '2-digit',
    hour12: false,
  });
  setInterval(() => {
    place.textContent = format.format(new Date(Date.now() + offset));
  }, 1000);
}
