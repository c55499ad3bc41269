const SECOND = 1000;
const MINUTE = 60 * SECOND;
const ANNOUNCED_MINUTES = [5, 3, 2, 1];

export function millisecondsLeft({ deadline, now }: { deadline: number; now: number }): number {
  return Math.max(0, deadline - now);
}

/** `9:05`; a started second still counts, so that zero is shown only when it is over. */
export function clockText(left: number): string {
  const seconds = Math.ceil(left / SECOND);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

/** The mark to read out now, or undefined: few and sparse, a voice every second would drown the form. 0 means the last minute. */
export function minutesToAnnounce(left: number, announced: number | undefined): number | undefined {
  const minutes = Math.floor(left / MINUTE);
  const mark = minutes === 0 ? 0 : ANNOUNCED_MINUTES.find((candidate) => candidate === minutes);
  return mark === announced ? undefined : mark;
}
