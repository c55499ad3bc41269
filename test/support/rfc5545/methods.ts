import { linesNamed, type Part, valueOf } from './content-lines.js';

interface MethodRule {
  needs: readonly string[];
  refuses: readonly string[];
  states: readonly string[];
  hasAlarms: boolean;
}

/** RFC 5546, 3.2.1, 3.2.2 and 3.2.5: what an event of a method must and may not have. */
const RULES: Record<string, MethodRule> = {
  PUBLISH: {
    needs: ['ORGANIZER', 'DTSTART', 'SUMMARY'],
    refuses: ['ATTENDEE', 'REQUEST-STATUS'],
    states: ['TENTATIVE', 'CONFIRMED', 'CANCELLED'],
    hasAlarms: true,
  },
  REQUEST: {
    needs: ['ORGANIZER', 'ATTENDEE', 'DTSTART', 'SUMMARY'],
    refuses: ['REQUEST-STATUS'],
    states: ['TENTATIVE', 'CONFIRMED'],
    hasAlarms: true,
  },
  CANCEL: {
    needs: ['ORGANIZER', 'SEQUENCE', 'STATUS'],
    refuses: ['REQUEST-STATUS'],
    states: ['CANCELLED'],
    hasAlarms: false,
  },
};

export function faultsInMethod(calendar: Part): string[] {
  const method = valueOf(calendar, 'METHOD');
  if (method === undefined) return [];
  const rule = RULES[method];
  if (!rule) return [`no calendar of this product is a ${method}`];
  const events = calendar.parts.filter(({ name }) => name === 'VEVENT');
  const ids = new Set(events.map((event) => valueOf(event, 'UID')));
  return [
    ...(events.length > 0 ? [] : [`${method} has no event`]),
    ...(method === 'PUBLISH' || ids.size <= 1 ? [] : [`${method} tells of ${ids.size} events at once`]),
    ...events.flatMap((event) => eventFaults(event, method, rule)),
  ];
}

function eventFaults(event: Part, method: string, { needs, refuses, states, hasAlarms }: MethodRule): string[] {
  const status = valueOf(event, 'STATUS');
  const has = (name: string) => linesNamed(event, name).length > 0;
  return [
    ...needs.filter((name) => !has(name)).map((name) => `${method} needs ${name}`),
    ...refuses.filter(has).map((name) => `${method} may not have ${name}`),
    ...(status === undefined || states.includes(status) ? [] : [`${method} may not be ${status}`]),
    ...(hasAlarms || event.parts.length === 0 ? [] : [`${method} may not have an alarm`]),
  ];
}
