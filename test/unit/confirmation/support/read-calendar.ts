import { expect } from 'chai';
import { faultsInCalendar } from '../../../support/rfc5545.js';
import { type ContentLine, type Part, readParts } from '../../../support/rfc5545/content-lines.js';

export interface CalendarLine extends ContentLine {
  /** Components around the line, outermost first: `VCALENDAR/VEVENT`. */
  readonly path: string;
}

/** Reads an iCalendar object, refusing one that is not valid. */
export function readCalendar(source: string): CalendarLine[] {
  expect(faultsInCalendar(source), source).to.deep.equal([]);
  return readParts(Buffer.from(source), []).flatMap((part) => linesOf(part, part.name));
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

function linesOf(part: Part, path: string): CalendarLine[] {
  const own = part.lines.map((line) => ({ ...line, path }));
  return [...own, ...part.parts.flatMap((inner) => linesOf(inner, `${path}/${inner.name}`))];
}
