import { faultsInCardinality } from './rfc5545/cardinality.js';
import { faultsInOctets, type Part, readParts } from './rfc5545/content-lines.js';
import { faultsInMethod } from './rfc5545/methods.js';
import { faultsInTimes } from './rfc5545/times.js';
import { faultsInValues } from './rfc5545/values.js';

/**
 * Everything in which a calendar breaks RFC 5545, or with a METHOD RFC 5546; empty when it is valid. ical.js reads it as
 * calendar programs do; what it forgives is checked beside it.
 */
export function faultsInCalendar(calendar: string | Buffer): string[] {
  const bytes = Buffer.from(calendar);
  const faults = faultsInOctets(bytes);
  const [root, ...more] = readParts(bytes, faults);
  if (root?.name !== 'VCALENDAR' || more.length > 0) return [...faults, 'is not one VCALENDAR'];
  faults.push(...partsOf(root).flatMap((part) => [...faultsInCardinality(part), ...faultsInValues(part)]));
  faults.push(...faultsInMethod(root));
  return [...faults, ...whatPeopleWouldSee(root, bytes.toString('utf8'))];
}

function partsOf(part: Part): Part[] {
  return [part, ...part.parts.flatMap(partsOf)];
}

/** ical.js reads most values only when they are asked for, so it can refuse a calendar late. */
function whatPeopleWouldSee(calendar: Part, source: string): string[] {
  try {
    return faultsInTimes(calendar, source);
  } catch (error) {
    return [`ical.js refuses it: ${String(error)}`];
  }
}
