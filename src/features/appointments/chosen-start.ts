import type Joi from 'joi';
import { ValidationFailed } from '../../errors/index.js';
import { foldedText } from '../../http/joi-fields.js';
import { type CivilDate, civilDateAt, type ClockTime, clockTimeAt, instantAt, isClockTime } from '../calendar/index.js';

const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})$/i;

/** A start as availability gave it, or `HH:MM` of the hall's clock. */
export function startText(): Joi.StringSchema {
  return foldedText(40)
    .custom((value: string, helpers) =>
      isClockTime(value) || (INSTANT.test(value) && !Number.isNaN(Date.parse(value)))
        ? value
        : helpers.error('any.custom', { code: 'not-a-time' }),
    )
    .example('2026-11-09T09:00:00+08:00');
}

/** The hall-local time of a start; throws ValidationFailed for an instant that falls on another day there. */
export function startOn(start: string, { date, timeZone }: { date: CivilDate; timeZone: string }): ClockTime {
  if (isClockTime(start)) return start;
  const instant = new Date(start);
  const time = clockTimeAt(instant, timeZone);
  if (civilDateAt(instant, timeZone) !== date) throw refused('start-on-other-day');
  if (instantAt(date, time, timeZone).getTime() !== instant.getTime()) throw refused('not-a-time');
  return time;
}

function refused(code: string): ValidationFailed {
  return new ValidationFailed([{ field: 'start', code }]);
}
