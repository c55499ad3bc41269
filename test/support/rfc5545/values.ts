import { DateTime } from 'luxon';
import type { ContentLine, Part } from './content-lines.js';

type Check = (value: string, line: ContentLine) => boolean;

const oneOf =
  (text: string): Check =>
  (value) =>
    text.split(' ').includes(value);
const matches =
  (pattern: RegExp): Check =>
  (value) =>
    pattern.test(value);

const TEXT = matches(/^(?:[^\\;,]|\\[\\;,nN])*$/su);
const TEXT_LIST = matches(/^(?:[^\\;]|\\[\\;,nN])*$/su);
const DURATION = matches(
  /^[+-]?P(?:\d+W|\d+D(?:T(?:\d+H(?:\d+M(?:\d+S)?)?|\d+M(?:\d+S)?|\d+S))?|T(?:\d+H(?:\d+M(?:\d+S)?)?|\d+M(?:\d+S)?|\d+S))$/,
);
const UTC = (value: string): boolean => isTime(value, /^\d{8}T\d{6}Z$/, "yyyyMMdd'T'HHmmss'Z'");
const LOCAL = (value: string): boolean => isTime(value, /^\d{8}T\d{6}$/, "yyyyMMdd'T'HHmmss");
const DATE = (value: string): boolean => isTime(value, /^\d{8}$/, 'yyyyMMdd');
const TIME: Check = (value, { parameters }) => {
  const isDate = parameters.get('VALUE')?.[0] === 'DATE';
  if (isDate) return DATE(value) && !parameters.has('TZID');
  return parameters.has('TZID') ? LOCAL(value) : LOCAL(value) || UTC(value);
};
const OFFSET = (value: string): boolean =>
  /^[+-](?:[01]\d|2[0-3])[0-5]\d(?:[0-5]\d)?$/.test(value) && !/^-0+$/.test(value);
const INTEGER = matches(/^[+-]?\d{1,10}$/);
const URI = matches(/^[a-z][a-z0-9+.-]*:[A-Za-z0-9\-._~:/?#[\]@!$&'()*+,;=%]+$/i);
const ADDRESS: Check = (value, line) => URI(value, line) && isRoundTrip(value) && isMailbox(value);
const GEO = (value: string): boolean => {
  const [latitude = NaN, longitude = NaN, ...more] = value.split(';').map(asFloat);
  return more.length === 0 && Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180;
};
const RECUR = matches(
  /^(?:FREQ=(?:SECONDLY|MINUTELY|HOURLY|DAILY|WEEKLY|MONTHLY|YEARLY))(?:;(?:UNTIL=\d{8}(?:T\d{6}Z?)?|COUNT=[1-9]\d*|INTERVAL=[1-9]\d*|WKST=(?:MO|TU|WE|TH|FR|SA|SU)|BY[A-Z]+=[\d,A-Z+-]+))*$/,
);

/** RFC 5545, 3.3 and 3.8: what the value of a property must look like. */
const CHECKS: Record<string, Check> = {
  ...each('SUMMARY DESCRIPTION LOCATION COMMENT CONTACT UID PRODID TZNAME NAME', TEXT),
  ...each('CATEGORIES RESOURCES', TEXT_LIST),
  ...each('DTSTAMP CREATED LAST-MODIFIED', UTC),
  ...each('DTSTART DTEND RECURRENCE-ID', TIME),
  ...each('TZOFFSETFROM TZOFFSETTO', OFFSET),
  ...each('ORGANIZER ATTENDEE', ADDRESS),
  ...each('URL TZURL SOURCE', URI),
  ...each('DURATION REFRESH-INTERVAL', DURATION),
  SEQUENCE: matches(/^\d{1,10}$/),
  PRIORITY: matches(/^\d$/),
  'PERCENT-COMPLETE': matches(/^(?:100|\d{1,2})$/),
  REPEAT: INTEGER,
  GEO,
  RRULE: RECUR,
  TRIGGER: (value, { parameters }) =>
    parameters.get('VALUE')?.[0] === 'DATE-TIME' ? UTC(value) : DURATION(value, EMPTY),
  CLASS: oneOf('PUBLIC PRIVATE CONFIDENTIAL'),
  STATUS: oneOf('TENTATIVE CONFIRMED CANCELLED'),
  TRANSP: oneOf('OPAQUE TRANSPARENT'),
  CALSCALE: oneOf('GREGORIAN'),
  METHOD: oneOf('PUBLISH REQUEST REPLY ADD CANCEL REFRESH COUNTER DECLINECOUNTER'),
};

const PARAMETERS: Record<string, (value: string) => boolean> = {
  RSVP: (value) => ['TRUE', 'FALSE'].includes(value),
  ROLE: (value) => ['CHAIR', 'REQ-PARTICIPANT', 'OPT-PARTICIPANT', 'NON-PARTICIPANT'].includes(value),
  CUTYPE: (value) => ['INDIVIDUAL', 'GROUP', 'RESOURCE', 'ROOM', 'UNKNOWN'].includes(value),
  PARTSTAT: (value) => ['NEEDS-ACTION', 'ACCEPTED', 'DECLINED', 'TENTATIVE', 'DELEGATED'].includes(value),
  // A quotation mark cannot be written in a parameter at all, so a backslash is a sign of one that somebody tried to escape.
  CN: (value) => !value.includes('\\'),
};

export function faultsInValues({ name: component, lines }: Part): string[] {
  return lines.flatMap((line) => {
    const { name, value, parameters } = line;
    const known = CHECKS[name];
    return [
      ...(!known || known(value, line) ? [] : [`${component} ${name} is wrong: ${value}`]),
      ...[...parameters]
        .filter(([key, values]) => PARAMETERS[key] && !values.every(PARAMETERS[key]))
        .map(([key, values]) => `${component} ${name} ${key} is wrong: ${values.join()}`),
    ];
  });
}

const EMPTY: ContentLine = { name: '', parameters: new Map(), value: '' };

function each(names: string, check: Check): Record<string, Check> {
  return Object.fromEntries(names.split(' ').map((name) => [name, check]));
}

function isTime(value: string, shape: RegExp, format: string): boolean {
  return shape.test(value) && DateTime.fromFormat(value, format, { zone: 'utc' }).isValid;
}

function asFloat(text: string): number {
  return /^[+-]?\d+(?:\.\d+)?$/.test(text) ? Number(text) : Number.NaN;
}

/** Whether every `%` begins an octet that is written out. */
function isRoundTrip(value: string): boolean {
  try {
    decodeURIComponent(value);
    return true;
  } catch {
    return false;
  }
}

function isMailbox(value: string): boolean {
  return !/^mailto:/i.test(value) || /^mailto:[^@\s]+@[^@\s]+$/i.test(value);
}
