import { clockText, millisecondsLeft } from './countdown-time.js';
import { serverOffset } from './server-clock.js';

const SECOND = 1000;
const DAY = 86_400 * SECOND;
const HOUR = 3600 * SECOND;

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

/** `2 d 3:04:05`: days only when there are some; a started second still counts. */
export function releaseClock(left: number, days: string): string {
  const whole = Math.ceil(left / SECOND) * SECOND;
  const rest = clockText(whole % HOUR).padStart(5, '0');
  const dayCount = Math.floor(whole / DAY);
  return `${dayCount > 0 ? days.replace('#', String(dayCount)) : ''}${Math.floor((whole % DAY) / HOUR)}:${rest}`;
}
