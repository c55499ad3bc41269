import type { Request } from 'express';
import type { FieldError } from '../../errors/index.js';
import type { ClockTime } from '../calendar/index.js';
import { isClockTime } from '../calendar/index.js';

const LONGEST = 200;
const CONTROL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\u2028\u2029\ufffe\uffff]/g;
const NUMERIC = /^[\d\s:./-]*$/;

/** What a form or an address holds, as text and no longer than anybody types; whatever else was sent is nothing. */
export type Typed = Record<string, string>;

export function typedOf(source: unknown): Typed {
  const entries = Object.entries((source ?? {}) as Record<string, unknown>);
  const texts = entries.filter((entry): entry is [string, string] => typeof entry[1] === 'string');
  return Object.fromEntries(texts.map(([name, value]) => [name, cleaned(value)]));
}

/** Full-width digits mean plain ones; the punctuation of a sentence stays as it was typed. */
function cleaned(value: string): string {
  const plain = value.replace(CONTROL, '').trim();
  const folded = plain.normalize('NFKC');
  return (NUMERIC.test(folded) ? folded : plain).slice(0, LONGEST);
}

export function inWords(errors: readonly FieldError[], t: Request['t']): { field: string; message: string }[] {
  return errors.map(({ field, code, params }) => ({ field, message: t(`validation:${code}`, { ...params }) }));
}

/** A field that was filled in. */
export function given(typed: Typed, name: string): string | undefined {
  return typed[name] === '' ? undefined : typed[name];
}

export interface TypedSpan {
  from: ClockTime;
  to: ClockTime;
}

/** Opening hours typed as `<prefix>.<n>.from` and `.to`; a span with neither is none. Every mistake is named at its field. */
export function readSpans(typed: Typed, prefix: string, count: number): { spans: TypedSpan[]; errors: FieldError[] } {
  const spans: TypedSpan[] = [];
  const errors: FieldError[] = [];
  for (let index = 0; index < count; index += 1) {
    const names = { from: `${prefix}.${index}.from`, to: `${prefix}.${index}.to` };
    const from = typed[names.from] ?? '';
    const to = typed[names.to] ?? '';
    if (from === '' && to === '') continue;
    const wrong = [names.from, names.to].filter((name) => !isClockTime(typed[name]));
    errors.push(...wrong.map((field) => ({ field, code: typed[field] ? 'not-a-time' : 'required' })));
    if (wrong.length > 0) continue;
    if (from >= to) errors.push({ field: names.to, code: 'hours-reversed' });
    else if (spans.some((other) => from < other.to && other.from < to))
      errors.push({ field: names.from, code: 'hours-overlap' });
    else spans.push({ from, to });
  }
  return { spans: spans.sort((a, b) => (a.from < b.from ? -1 : 1)), errors };
}

export function spanFields(prefix: string, spans: readonly TypedSpan[]): Typed {
  return Object.fromEntries(
    spans.flatMap(({ from, to }, index) => [
      [`${prefix}.${index}.from`, from],
      [`${prefix}.${index}.to`, to],
    ]),
  );
}
