import ICAL from 'ical.js';
import { DateTime } from 'luxon';
import { linesNamed, type Part, valueOf } from './content-lines.js';

/** Order and form of an event's times, and that every zone they name is described, covers them and is true. */
export function faultsInTimes(calendar: Part, source: string): string[] {
  const zones = new Set(calendar.parts.filter(({ name }) => name === 'VTIMEZONE').map((zone) => valueOf(zone, 'TZID')));
  const named = calendar.parts.flatMap(({ lines }) => lines.flatMap(({ parameters }) => parameters.get('TZID') ?? []));
  const undescribed = [...new Set(named)].filter((zone) => !zones.has(zone));
  if (undescribed.length > 0) return undescribed.map((zone) => `no VTIMEZONE describes ${zone}`);
  const events = calendar.parts.filter(({ name }) => name === 'VEVENT');
  const read = new ICAL.Component(ICAL.parse(source) as unknown[]).getAllSubcomponents('vevent');
  return events
    .flatMap((event, index) => [...formFaults(event), ...orderFaults(read[index])])
    .concat(zoneFaults(source));
}

function formFaults(event: Part): string[] {
  const [start, end, rule] = ['DTSTART', 'DTEND', 'RRULE'].map((name) => linesNamed(event, name)[0]);
  const form = start && formOf(start.value);
  const until = rule && /UNTIL=([^;]+)/.exec(rule.value)?.[1];
  const wantedUntil = form === 'date' ? 'date' : 'UTC';
  return [
    ...(start && end && formOf(end.value) !== form ? ['DTSTART and DTEND are not of one kind'] : []),
    ...(start && end && end.parameters.get('TZID')?.[0] !== start.parameters.get('TZID')?.[0]
      ? ['DTSTART and DTEND are not of one zone']
      : []),
    ...(until && formOf(until) !== wantedUntil ? [`UNTIL is not ${wantedUntil}`] : []),
    ...(rule && /UNTIL=.*COUNT=|COUNT=.*UNTIL=/.test(rule.value) ? ['RRULE has UNTIL and COUNT'] : []),
  ];
}

function formOf(value: string): 'date' | 'UTC' | 'local' {
  if (!value.includes('T')) return 'date';
  return value.endsWith('Z') ? 'UTC' : 'local';
}

function orderFaults(event: ICAL.Component | undefined): string[] {
  if (!event?.getFirstProperty('dtstart') || !event.getFirstProperty('dtend')) return [];
  const { startDate, endDate } = new ICAL.Event(event);
  return endDate.compare(startDate) > 0 ? [] : ['DTEND is not later than DTSTART'];
}

/** A zone must begin before what it is used for, and its clock must be the one the world keeps there. */
function zoneFaults(source: string): string[] {
  const calendar = new ICAL.Component(ICAL.parse(source) as unknown[]);
  return calendar.getAllSubcomponents('vtimezone').flatMap((component) => {
    const zone = new ICAL.Timezone(component);
    const begins = component
      .getAllSubcomponents()
      .map((each) => String(each.getFirstPropertyValue('dtstart')))
      .sort()[0];
    return timesIn(calendar, zone.tzid).flatMap((time) => {
      const wall = DateTime.fromObject(fieldsOf(time), { zone: zone.tzid });
      if (begins === undefined || begins > String(time)) return [`${zone.tzid} begins after ${String(time)}`];
      return wall.isValid && wall.offset * 60 === zone.utcOffset(time)
        ? []
        : [`${zone.tzid} is not what it says at ${String(time)}`];
    });
  });
}

function timesIn(calendar: ICAL.Component, zone: string): ICAL.Time[] {
  return calendar
    .getAllSubcomponents('vevent')
    .flatMap((event) => event.getAllProperties())
    .filter((property) => property.getParameter('tzid') === zone)
    .map((property) => property.getFirstValue() as ICAL.Time);
}

function fieldsOf({ year, month, day, hour, minute, second }: ICAL.Time) {
  return { year, month, day, hour, minute, second };
}
