import { millisecondsLeft, clockText, minutesToAnnounce } from './countdown-time.js';
import { serverOffset } from './server-clock.js';

const SECOND = 1000;

/** Shows how long a place is still held, by the server's clock: a phone that runs ten minutes fast must not lose its place. */
export function runCountdown(root: HTMLElement): void {
  const clock = root.querySelector<HTMLElement>('[data-countdown-clock]');
  const live = root.querySelector<HTMLElement>('[data-countdown-live]');
  const { deadline, serverNow, announce = '', lastMinute = '' } = root.dataset;
  if (!clock || !live || !deadline || !serverNow) return;

  const offset = serverOffset(serverNow);
  let announced: number | undefined;
  const tick = () => {
    const left = millisecondsLeft({ deadline: Date.parse(deadline), now: Date.now() + offset });
    if (left === 0) {
      clearInterval(timer);
      expire(root, live);
      return;
    }
    clock.hidden = false;
    clock.textContent = clockText(left);
    root.classList.toggle('countdown--urgent', left < 2 * 60 * SECOND);
    const minutes = minutesToAnnounce(left, announced);
    if (minutes === undefined) return;
    announced = minutes;
    live.textContent = minutes === 0 ? lastMinute : announce.replace('#', String(minutes));
  };
  const timer = setInterval(tick, SECOND);
  tick();
  // Timers sleep in a background tab.
  document.addEventListener('visibilitychange', () => {
    if (!document.hidden) tick();
  });
}

function expire(root: HTMLElement, live: HTMLElement): void {
  const running = root.querySelector<HTMLElement>('[data-countdown-running]');
  const expired = root.querySelector<HTMLElement>('[data-countdown-expired]');
  if (!expired || !expired.hidden) return;
  if (running) running.hidden = true;
  expired.hidden = false;
  root.classList.add('countdown--over');
  live.textContent = expired.querySelector('strong')?.textContent ?? '';
}
