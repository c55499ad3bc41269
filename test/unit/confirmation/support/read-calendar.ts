import { expect } from 'chai';

export interface CalendarLine {
  /** Components around the line, outermost first: `VCALENDAR/VEVENT`. */
  readonly path: string;
  readonly name: string;
  readonly parameters: string;
  readonly value: string;
}

const CONTENT_LINE = /^([A-Z][A-Z0-9-]*)((?:;[A-Z0-9-]+=(?:"[^"\p{Cc}]*"|[^";:,\p{Cc}]*))*):([^\p{Cc}]*)$/u;
const MAX_OCTETS = 75;

const ALLOWED: Record<string, string> = {
  VCALENDAR: 'VERSION PRODID CALSCALE METHOD',
  'VCALENDAR/VTIMEZONE': 'TZID',
  'VCALENDAR/VTIMEZONE/STANDARD': 'DTSTART TZOFFSETFROM TZOFFSETTO TZNAME',
  'VCALENDAR/VEVENT':
    'UID SEQUENCE DTSTAMP DTSTART DTEND SUMMARY DESCRIPTION LOCATION GEO ORGANIZER STATUS CLASS LAST-MODIFIED',
  'VCALENDAR/VEVENT/VALARM': 'ACTION TRIGGER DESCRIPTION',
};
const TEXT_PROPERTIES = new Set(['SUMMARY', 'DESCRIPTION', 'LOCATION']);

/** Reads an iCalendar object, refusing whatever RFC 5545 does not allow in this product's calendars. */
export function readCalendar(source: string): CalendarLine[] {
  expect(source, 'ends with CRLF').to.match(/\r\n$/);
  expect(source.replaceAll('\r\n', ''), 'no bare CR or LF').not.to.match(/[\r\n]/);
  const physical = source.slice(0, -2).split('\r\n');
  for (const line of physical) expect(Buffer.byteLength(line), line).to.be.within(1, MAX_OCTETS);
  expect(() => encodeURIComponent(source), 'no fold inside a surrogate pair').not.to.throw();
  return readLines(physical.join('\r\n').replaceAll('\r\n ', '').split('\r\n'));
}

export function only(lines: readonly CalendarLine[], path: string, name: string): CalendarLine {
  const found = lines.filter((line) => line.path === path && line.name === name);
  expect(found, `${path} ${name}`).to.have.length(1);
  return found[0] as CalendarLine;
}

export function textOf(lines: readonly CalendarLine[], name: string): string {
  return only(lines, 'VCALENDAR/VEVENT', name).value.replace(/\\(.)/g, (_, escaped: string) =>
    escaped.toLowerCase() === 'n' ? '\n' : escaped,
  );
}

function readLines(logical: readonly string[]): CalendarLine[] {
  const open: string[] = [];
  const closed = new Set<string>();
  const lines: CalendarLine[] = [];
  for (const line of logical) {
    const [, name = '', parameters = '', value = ''] = CONTENT_LINE.exec(line) ?? [];
    expect(name, `content line: ${line}`).not.to.equal('');
    if (name === 'BEGIN') open.push(value);
    else if (name === 'END') {
      expect(open.pop(), 'component closed in order').to.equal(value);
      closed.add(open.join('/'));
    } else {
      expect([...closed], `${line}: properties come before components`).not.to.include(open.join('/'));
      lines.push(checked({ path: open.join('/'), name, parameters, value }));
    }
  }
  expect(open, 'every component is closed').to.deep.equal([]);
  return lines;
}

function checked(line: CalendarLine): CalendarLine {
  const allowed = ALLOWED[line.path]?.split(' ') ?? [];
  if (!line.name.startsWith('X-')) expect(allowed, `in ${line.path}`).to.include(line.name);
  if (TEXT_PROPERTIES.has(line.name)) expect(line.value, line.name).to.match(/^(?:[^\\;,]|\\[\\;,nN])*$/);
  return line;
}
