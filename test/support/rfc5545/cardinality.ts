import { linesNamed, type Part, valueOf } from './content-lines.js';

interface Rule {
  once: readonly string[];
  atMostOnce: readonly string[];
  any: readonly string[];
  parts: readonly string[];
}

const words = (text: string): string[] => text.split(' ').filter(Boolean);
const rule = (once: string, atMostOnce: string, any: string, parts = ''): Rule => ({
  once: words(once),
  atMostOnce: words(atMostOnce),
  any: words(any),
  parts: words(parts),
});

const OBSERVANCE = rule('DTSTART TZOFFSETFROM TZOFFSETTO', 'RRULE', 'COMMENT RDATE TZNAME');

/** RFC 5545, 3.6, with what RFC 7986 adds: how often a property may stand in a component. */
const RULES: Record<string, Rule> = {
  VCALENDAR: rule(
    'PRODID VERSION',
    'CALSCALE METHOD UID LAST-MODIFIED URL REFRESH-INTERVAL SOURCE COLOR',
    'NAME DESCRIPTION CATEGORIES IMAGE',
    'VEVENT VTIMEZONE',
  ),
  VEVENT: rule(
    'UID DTSTAMP',
    'DTSTART DTEND DURATION CLASS CREATED DESCRIPTION GEO LAST-MODIFIED LOCATION ORGANIZER PRIORITY SEQUENCE STATUS SUMMARY TRANSP URL RECURRENCE-ID RRULE COLOR',
    'ATTACH ATTENDEE CATEGORIES COMMENT CONTACT EXDATE REQUEST-STATUS RELATED-TO RESOURCES RDATE CONFERENCE IMAGE',
    'VALARM',
  ),
  VTIMEZONE: rule('TZID', 'LAST-MODIFIED TZURL', '', 'STANDARD DAYLIGHT'),
  STANDARD: OBSERVANCE,
  DAYLIGHT: OBSERVANCE,
  VALARM: rule('ACTION TRIGGER', 'DESCRIPTION SUMMARY DURATION REPEAT', 'ATTENDEE ATTACH'),
};

/** Which properties and components a component has too many or too few of. */
export function faultsInCardinality(part: Part): string[] {
  const known = RULES[part.name];
  if (!known) return [`${part.name} is no component of this product's calendars`];
  const count = (name: string) => linesNamed(part, name).length;
  const allowed = new Set([...known.once, ...known.atMostOnce, ...known.any]);
  return [
    ...known.once.filter((name) => count(name) !== 1).map((name) => `${part.name} has ${count(name)} ${name}`),
    ...known.atMostOnce.filter((name) => count(name) > 1).map((name) => `${part.name} has ${count(name)} ${name}`),
    ...part.lines
      .filter(({ name }) => !name.startsWith('X-') && !allowed.has(name))
      .map(({ name }) => `${part.name} may not have ${name}`),
    ...part.parts.filter(({ name }) => !known.parts.includes(name)).map(({ name }) => `${part.name} has a ${name}`),
    ...(SPECIAL[part.name]?.(part) ?? []),
  ];
}

const SPECIAL: Record<string, (part: Part) => string[]> = {
  VCALENDAR: (part) => [
    ...(valueOf(part, 'VERSION') === '2.0' ? [] : ['VERSION is not 2.0']),
    ...(part.parts.length > 0 ? [] : ['VCALENDAR has no component']),
    ...(linesNamed(part, 'METHOD').length === 0 && eventsOf(part).some((event) => lacks(event, 'DTSTART'))
      ? ['VEVENT has no DTSTART']
      : []),
    ...twice(eventsOf(part).map(identityOf)).map((id) => `two events are ${id}`),
    ...twice(part.parts.filter(({ name }) => name === 'VTIMEZONE').map((zone) => valueOf(zone, 'TZID') ?? '')).map(
      (zone) => `two VTIMEZONE are ${zone}`,
    ),
  ],
  VEVENT: (part) => (!lacks(part, 'DTEND') && !lacks(part, 'DURATION') ? ['VEVENT has DTEND and DURATION'] : []),
  VTIMEZONE: (part) => (part.parts.length > 0 ? [] : ['VTIMEZONE has no observance']),
  VALARM: alarmFaults,
};

/** RFC 5545, 3.6.6. */
function alarmFaults(part: Part): string[] {
  const needed: Record<string, string> = { DISPLAY: 'DESCRIPTION', EMAIL: 'DESCRIPTION SUMMARY ATTENDEE', AUDIO: '' };
  const action = valueOf(part, 'ACTION') ?? '';
  const missing = words(needed[action] ?? '').filter((name) => lacks(part, name));
  return [
    ...(action in needed ? [] : [`ACTION:${action} is unknown`]),
    ...missing.map((name) => `a VALARM of ${action} has no ${name}`),
    ...(lacks(part, 'DURATION') === lacks(part, 'REPEAT') ? [] : ['VALARM has DURATION or REPEAT without the other']),
  ];
}

function lacks(part: Part, name: string): boolean {
  return linesNamed(part, name).length === 0;
}

function eventsOf({ parts }: Part): Part[] {
  return parts.filter(({ name }) => name === 'VEVENT');
}

function identityOf(event: Part): string {
  return [valueOf(event, 'UID'), valueOf(event, 'RECURRENCE-ID')].filter(Boolean).join(' at ');
}

function twice(names: readonly string[]): string[] {
  return [...new Set(names.filter((name, index) => names.indexOf(name) !== index))];
}
