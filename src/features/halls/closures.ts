import type { CivilDate, ClockTime } from '../calendar/index.js';
import type { Business } from './business.js';
import type { Closure, ClosureSpan, Hall } from './hall.js';

export interface Span {
  from: ClockTime;
  to: ClockTime;
}

/** From midnight to midnight; sorts behind every time of day. */
const WHOLE_DAY: Span = { from: '00:00', to: '24:00' };

/** The hours of a day in which nobody is served at all. */
export function closedHoursOn({ closures }: Pick<Hall, 'closures'>, date: CivilDate): Span[] {
  return closures
    .filter((closure) => closure.windows === undefined && isOn(closure, date))
    .map(({ hours }) => hours ?? WHOLE_DAY);
}

/** How many windows of a business are out of service in that part of a day. */
export function windowsClosed(
  { closures }: Pick<Hall, 'closures'>,
  { date, business, span }: { date: CivilDate; business: Business; span: Span },
): number {
  return closures
    .filter((closure) => closure.windows?.business === business && isOn(closure, date))
    .filter(({ hours }) => overlaps(hours ?? WHOLE_DAY, span))
    .reduce((sum, { windows }) => sum + (windows?.count ?? 0), 0);
}

/** A closure that everybody who comes that day has to know of. */
export function publicClosureOn({ closures }: Pick<Hall, 'closures'>, date: CivilDate): Closure | undefined {
  return closures.find((closure) => closure.windows === undefined && isOn(closure, date));
}

/** What is left of opening hours when the closed ones are taken out. */
export function withoutHours(open: readonly Span[], closed: readonly Span[]): Span[] {
  return closed.reduce<Span[]>((left, cut) => left.flatMap((span) => cutOut(span, cut)), [...open]);
}

export function overlaps(a: Span, b: Span): boolean {
  return a.from < b.to && b.from < a.to;
}

/** Two closures of the same days, hours and windows are one. */
export function isSameClosure(a: ClosureSpan, b: ClosureSpan): boolean {
  return keyOf(a) === keyOf(b);
}

function keyOf({ from, to, hours, windows }: ClosureSpan): string {
  return [from, to, hours?.from, hours?.to, windows?.business, windows?.count].join('|');
}

function isOn({ from, to }: ClosureSpan, date: CivilDate): boolean {
  return from <= date && date <= to;
}

function cutOut(span: Span, cut: Span): Span[] {
  if (!overlaps(span, cut)) return [span];
  const before = { from: span.from, to: cut.from };
  const after = { from: cut.to, to: span.to };
  return [before, after].filter(({ from, to }) => from < to);
}
