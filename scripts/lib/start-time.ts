import {
  type CivilDate,
  civilDateAt,
  type ClockTime,
  clockTimeAt,
  isClockTime,
} from '../../src/features/calendar/index.js';

const RFC_3339 = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})$/;

/** The hall's clock time behind `HH:MM` or an RFC 3339 time of that day; undefined when it is neither. */
export function startTimeOf(
  text: string,
  { date, timeZone }: { date: CivilDate; timeZone: string },
): ClockTime | undefined {
  if (isClockTime(text)) return text;
  if (!RFC_3339.test(text)) return undefined;
  const instant = new Date(text);
  if (Number.isNaN(instant.getTime()) || civilDateAt(instant, timeZone) !== date) return undefined;
  return clockTimeAt(instant, timeZone);
}
