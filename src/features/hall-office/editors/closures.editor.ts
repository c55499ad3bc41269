import type { FieldError } from '../../../errors/index.js';
import { addDays, daysBetween } from '../../calendar/index.js';
import { BUSINESSES, type Closure, type ClosureSpan, type Hall } from '../../halls/index.js';
import { given, readSpans, type Typed, type TypedSpan } from '../form-texts.js';
import { hallOfficePaths } from '../hall-office.paths.js';
import type { Editor, Reading, Situation } from './editor.js';
import { dayErrors } from './exceptions.editor.js';

const PARTS = ['day', 'morning', 'afternoon', 'hours'] as const;
const HALVES: Record<string, TypedSpan> = {
  morning: { from: '00:00', to: '12:00' },
  afternoon: { from: '12:00', to: '23:59' },
};
const LONGEST_DAYS = 366;
const MOST_WINDOWS = 99;

/** Closing days, half-days, hours or windows; `reopen` in the address takes one back. */
export const closuresEditor: Editor = {
  template: 'hall-office/closures.njk',
  path: () => hallOfficePaths.closures,
  values: ({ today }) => ({ from: addDays(today, 1), to: addDays(today, 1), part: 'day', scope: 'hall', count: '1' }),
  locals: ({ hall, today }) => ({
    closures: hall.closures
      .filter(({ to }) => to >= today)
      .map((closure) => ({ ...closure, key: closureKey(closure), part: partOf(closure) })),
    businesses: hall.services.map(({ business }) => business),
    parts: PARTS,
    tomorrow: addDays(today, 1),
  }),
  read: (typed, situation) => (typed['reopen'] ? reopening(typed['reopen'], situation) : closing(typed, situation)),
};

/** Names a closure in an address: its days, hours and windows. */
export function closureKey({ from, to, hours, windows }: ClosureSpan): string {
  const parts = [from, to, hours?.from ?? '', hours?.to ?? '', windows?.business ?? '', windows?.count ?? ''];
  return parts.join('_');
}

export function partOf({ hours }: ClosureSpan): (typeof PARTS)[number] {
  if (!hours) return 'day';
  const half = Object.entries(HALVES).find(([, span]) => span.from === hours.from && span.to === hours.to);
  return (half?.[0] as 'morning' | 'afternoon' | undefined) ?? 'hours';
}

function reopening(key: string, { hall }: Situation): Reading {
  const known = hall.closures.find((closure) => closureKey(closure) === key);
  if (!known) return { errors: [{ field: 'from', code: 'not-there' }] };
  const { from, to, hours, windows } = known;
  const closure = { from, to, ...(hours && { hours }), ...(windows && { windows }) };
  return { change: { kind: 'reopened', closure } };
}

function closing(typed: Typed, { hall, today }: Situation): Reading {
  const { from = '', reason: zh = '' } = typed;
  const to = given(typed, 'to') ?? from;
  const errors = [...dayErrors(from, today, 'from'), ...dayErrors(to, today, 'to')];
  if (errors.length === 0) {
    if (to < from) errors.push({ field: 'to', code: 'range-reversed' });
    else if (daysBetween(from, to) >= LONGEST_DAYS)
      errors.push({ field: 'to', code: 'range-too-long', params: { limit: LONGEST_DAYS } });
  }
  const hours = readHours(typed, errors);
  const windows = typed['scope'] === 'windows' ? readWindows(typed, hall, errors) : undefined;
  if (zh === '') errors.push({ field: 'reason', code: 'required' });
  if (errors.length > 0) return { errors };
  const reason = { 'zh-CN': zh, en: given(typed, 'reasonEn') ?? zh };
  const closure: Closure = { from, to, ...(hours && { hours }), ...(windows && { windows }), reason };
  return { change: { kind: 'closed', closure } };
}

function readHours(typed: Typed, errors: FieldError[]): TypedSpan | undefined {
  const part = PARTS.find((candidate) => candidate === typed['part']);
  if (!part) errors.push({ field: 'part', code: 'required' });
  if (part !== 'hours') return part && HALVES[part];
  const { spans, errors: wrong } = readSpans(typed, 'h', 1);
  errors.push(...wrong);
  if (wrong.length === 0 && spans.length === 0) errors.push({ field: 'h.0.from', code: 'required' });
  return spans[0];
}

function readWindows(typed: Typed, hall: Hall, errors: FieldError[]): ClosureSpan['windows'] {
  const business = BUSINESSES.find((candidate) => candidate === typed['business']);
  const offered = hall.services.find((service) => service.business === business);
  const count = Number(typed['count']);
  const limit = Math.min(offered?.windows ?? MOST_WINDOWS, MOST_WINDOWS);
  if (!business || !offered) errors.push({ field: 'business', code: 'not-offered' });
  if (!Number.isInteger(count) || count < 1) errors.push({ field: 'count', code: 'too-small', params: { limit: 1 } });
  else if (count > limit) errors.push({ field: 'count', code: 'too-large', params: { limit } });
  return business && { business, count };
}
