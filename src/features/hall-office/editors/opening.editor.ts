import type { Weekday } from '../../calendar/index.js';
import type { Hall, OpeningHours } from '../../halls/index.js';
import { readSpans, spanFields } from '../form-texts.js';
import { hallOfficePaths } from '../hall-office.paths.js';
import type { Editor } from './editor.js';

const WEEKDAYS: readonly Weekday[] = [1, 2, 3, 4, 5, 6, 7];
const LEAST_SPANS = 2;

/** The hours of a usual week. */
export const openingEditor: Editor = {
  template: 'hall-office/opening.njk',
  path: () => hallOfficePaths.opening,
  values: ({ hall }) =>
    Object.fromEntries(
      WEEKDAYS.flatMap((weekday) => Object.entries(spanFields(`d${weekday}`, hoursOf(hall, weekday)))),
    ),
  locals: ({ hall }) => ({ weekdays: WEEKDAYS, spans: [...Array(spansOf(hall)).keys()] }),
  read(typed, { hall }) {
    const days = WEEKDAYS.map((weekday) => ({ weekday, ...readSpans(typed, `d${weekday}`, spansOf(hall)) }));
    const errors = days.flatMap((day) => day.errors);
    const opening = days.flatMap(({ weekday, spans }) => spans.map((span) => ({ weekday, ...span })));
    if (errors.length === 0 && opening.length === 0) errors.push({ field: 'd1.0.from', code: 'never-open' });
    return errors.length > 0 ? { errors } : { change: { kind: 'opening', opening } };
  },
};

function hoursOf({ opening }: Pick<Hall, 'opening'>, weekday: Weekday): OpeningHours[] {
  return opening.filter((hours) => hours.weekday === weekday);
}

function spansOf(hall: Pick<Hall, 'opening'>): number {
  return Math.max(LEAST_SPANS, ...WEEKDAYS.map((weekday) => hoursOf(hall, weekday).length));
}
