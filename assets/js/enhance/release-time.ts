import { clockText } from './countdown-time.js';

const SECOND = 1000;
const DAY = 86_400 * SECOND;
const HOUR = 3600 * SECOND;

/** `2 d 3:04:05`: days only when there are some; a started second still counts. */
export function releaseClock(left: number, days: string): string {
  const whole = Math.ceil(left / SECOND) * SECOND;
  const rest = clockText(whole % HOUR).padStart(5, '0');
  const dayCount = Math.floor(whole / DAY);
  return `${dayCount > 0 ? days.replace('#', String(dayCount)) : ''}${Math.floor((whole % DAY) / HOUR)}:${rest}`;
}
