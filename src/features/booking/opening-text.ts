import type { TFunction } from 'i18next';
import type { Hall } from '../halls/index.js';

/** Keeps the two ends of a span on one line. */
const NO_BREAK = '\u2060';

/** `周一至周五 09:00–12:00，14:00–17:00`, one line for each run of weekdays with the same hours. */
export function openingTexts({ opening }: Pick<Hall, 'opening'>, t: TFunction): string[] {
  const days = [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({
    weekday,
    hours: opening
      .filter((span) => span.weekday === weekday)
      .map(({ from, to }) => `${from}${NO_BREAK}–${NO_BREAK}${to}`)
      .sort()
      .join(t('booking:hall.and')),
  }));
  const runs: { from: number; to: number; hours: string }[] = [];
  for (const { weekday, hours } of days) {
    const last = runs.at(-1);
    if (last?.hours === hours && last.to === weekday - 1) last.to = weekday;
    else runs.push({ from: weekday, to: weekday, hours });
  }
  return runs
    .filter(({ hours }) => hours !== '')
    .map(({ from, to, hours }) =>
      t(from === to ? 'booking:hall.day' : 'booking:hall.days', {
        from: t(`calendar:weekdays.${from}`),
        to: t(`calendar:weekdays.${to}`),
        hours,
      }),
    );
}
