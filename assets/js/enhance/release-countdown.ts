import { millisecondsLeft } from './countdown-time.js';
import { releaseClock } from './release-time.js';
import { serverOffset } from './server-clock.js';

const SECOND = 1000;

/** Counts down to the instant places are released, by the server's clock, and then says so; it never reloads by itself. */
export function runReleaseCountdown(root: HTMLElement): void {
  const running = root.querySelector<HTMLElement>('[data-release-running]');
  const clock = root.querySelector<HTMLElement>('[data-release-clock]');
  const open = root.querySelector<HTMLElement>('[data-release-open] > span');
  const { releaseAt, serverNow, days = '#' } = root.dataset;
  if (!running || !clock || !open || !releaseAt || !serverNow) return;

  const offset = serverOffset(serverNow);
  const tick = () => {
    const left = millisecondsLeft({ deadline: Date.parse(releaseAt), now: Date.now() + offset });
    running.hidden = left === 0;
    open.hidden = left > 0;
    clock.textContent = releaseClock(left, days);
    if (left === 0) clearInterval(timer);
  };
  const timer = setInterval(tick, SECOND);
  tick();
  // Timers sleep in a background tab.
  document.addEventListener('visibilitychange', () => {
    if (!document.hidden) tick();
  });
}
