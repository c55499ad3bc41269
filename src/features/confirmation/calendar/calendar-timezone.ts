import { DateTime } from 'luxon';

const OFFSET = 'ZZZ';
const LOCAL_TIME = "yyyyMMdd'T'HHmmss";
/** No zone changes its clocks twice within it. */
const STEP = { days: 7 };
const EVER = '19700101T000000';

/** One text for each zone and year in which something happens. */
const known = new Map<string, string>();

/**
 * The VTIMEZONE of a hall's zone: one offset all year in China since 1992; elsewhere also every change of clocks from the year before
 * to the year after.
 */
export function calendarTimezone(zone: string, around: Date): string {
  const at = DateTime.fromJSDate(around, { zone });
  if (!at.isValid) throw new RangeError(`unknown time zone ${zone}`);
  const name = `${zone} ${at.year}`;
  const text = known.get(name) ?? described(zone, at);
  known.set(name, text);
  return text;
}

function described(zone: string, at: DateTime): string {
  const [first, last] = [at.startOf('year').minus({ years: 1 }), at.endOf('year').plus({ years: 1 })];
  // Where clocks change only after the event, nothing else would tell what they show at it.
  const initial = observance({ starts: EVER, from: first, to: first });
  return ['BEGIN:VTIMEZONE', `TZID:${zone}`, initial, ...changesOfClocks(first, last), 'END:VTIMEZONE'].join('\r\n');
}

function changesOfClocks(first: DateTime, last: DateTime): string[] {
  const changes: string[] = [];
  for (let earlier = first; earlier < last; earlier = earlier.plus(STEP)) {
    const later = earlier.plus(STEP);
    if (later.offset === earlier.offset) continue;
    const to = firstWithOffsetOf(later, earlier);
    // When it begins is told on the clocks as they were until then.
    const starts = to.setZone(`UTC${earlier.toFormat('ZZ')}`).toFormat(LOCAL_TIME);
    changes.push(observance({ starts, from: earlier, to }));
  }
  return changes;
}

/** The instant between two at which the offset of the later one begins, to the second. */
function firstWithOffsetOf(later: DateTime, earlier: DateTime): DateTime {
  let before = earlier.toSeconds();
  let since = later.toSeconds();
  while (since - before > 1) {
    const middle = Math.floor((before + since) / 2);
    const isThere = DateTime.fromSeconds(middle, { zone: later.zone }).offset === later.offset;
    if (isThere) since = middle;
    else before = middle;
  }
  return DateTime.fromSeconds(since, { zone: later.zone });
}

function observance({ starts, from, to }: { starts: string; from: DateTime; to: DateTime }): string {
  const name = to.isInDST ? 'DAYLIGHT' : 'STANDARD';
  return [
    `BEGIN:${name}`,
    `DTSTART:${starts}`,
    `TZOFFSETFROM:${from.toFormat(OFFSET)}`,
    `TZOFFSETTO:${to.toFormat(OFFSET)}`,
    `TZNAME:${to.toFormat(OFFSET)}`,
    `END:${name}`,
  ].join('\r\n');
}
