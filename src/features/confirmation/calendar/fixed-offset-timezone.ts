import { DateTime } from 'luxon';

/** The VTIMEZONE of a zone without daylight saving, which every hall's zone is: China has kept one offset all year since 1992. */
export function fixedOffsetTimezone(zone: string, at: Date): string {
  const instant = DateTime.fromJSDate(at, { zone });
  if (!instant.isValid) throw new RangeError(`unknown time zone ${zone}`);
  if (instant.isInDST || instant.plus({ months: 6 }).offset !== instant.offset) {
    throw new RangeError(`${zone} changes its offset during the year`);
  }
  const offset = instant.toFormat('ZZZ');
  return [
    'BEGIN:VTIMEZONE',
    `TZID:${zone}`,
    'BEGIN:STANDARD',
    'DTSTART:19700101T000000',
    `TZOFFSETFROM:${offset}`,
    `TZOFFSETTO:${offset}`,
    `TZNAME:${offset}`,
    'END:STANDARD',
    'END:VTIMEZONE',
  ].join('\r\n');
}
