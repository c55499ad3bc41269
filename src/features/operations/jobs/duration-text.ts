import type { TFunction } from 'i18next';

const STEPS = [
  { unit: 'days', ms: 86_400_000 },
  { unit: 'hours', ms: 3_600_000 },
  { unit: 'minutes', ms: 60_000 },
  { unit: 'seconds', ms: 1000 },
] as const;

/** A span of time in the largest unit that it fills: `3 minutes`, `250 ms`. */
export function durationText(ms: number, t: TFunction): string {
  const step = STEPS.find((each) => ms >= each.ms);
  return step
    ? t(`operations:spans.${step.unit}`, { count: Math.floor(ms / step.ms) })
    : t('operations:spans.milliseconds', { count: Math.max(0, Math.round(ms)) });
}

const INTERVAL = /^(\d+) (second|minute|hour|day)s?$/;

/** `10 minutes`, as a job is planned, in words. */
export function everyText(every: string, t: TFunction): string {
  const [, count, unit] = INTERVAL.exec(every) ?? [];
  return unit === undefined
    ? every
    : t('operations:every', { span: t(`operations:spans.${unit}s`, { count: Number(count) }) });
}

/** How far from now an instant lies: `3 minutes ago`, `in 10 seconds`. */
export function distanceText(at: Date, { now, t }: { now: Date; t: TFunction }): string {
  const ms = at.getTime() - now.getTime();
  return t(ms > 0 ? 'operations:in' : 'operations:ago', { span: durationText(Math.abs(ms), t) });
}
