import { type FieldError } from '../../../errors/index.js';
import { isCivilDate } from '../../calendar/index.js';
import { given, readSpans, type Typed } from '../form-texts.js';
import { hallOfficePaths } from '../hall-office.paths.js';
import type { Editor, Reading, Situation } from './editor.js';

const SPANS = 2;

/** Hours of single days that take the place of the weekly pattern; `remove` in the address takes one back. */
export const exceptionsEditor: Editor = {
  template: 'hall-office/exceptions.njk',
  path: () => hallOfficePaths.exceptions,
  values: () => ({}),
  locals: ({ hall, today }) => ({
    exceptions: hall.exceptions.filter(({ date }) => date >= today),
    spans: [...Array(SPANS).keys()],
  }),
  read: (typed, situation) => (typed['remove'] ? removal(typed['remove'], situation) : addition(typed, situation)),
};

function removal(date: string, { hall }: Situation): Reading {
  const isKnown = hall.exceptions.some((exception) => exception.date === date);
  return isKnown ? { change: { kind: 'exception-removed', date } } : { errors: [{ field: 'date', code: 'not-there' }] };
}

function addition(typed: Typed, { today }: Situation): Reading {
  const { spans, errors: wrongHours } = readSpans(typed, 'h', SPANS);
  const errors: FieldError[] = [...dayErrors(typed['date'] ?? '', today, 'date'), ...wrongHours];
  const zh = typed['note'] ?? '';
  if (zh === '') errors.push({ field: 'note', code: 'required' });
  if (errors.length > 0) return { errors };
  const note = { 'zh-CN': zh, en: given(typed, 'noteEn') ?? zh };
  return { change: { kind: 'exception', exception: { date: typed['date'] ?? '', hours: spans, note } } };
}

export function dayErrors(date: string, first: string, field: string): FieldError[] {
  if (date === '') return [{ field, code: 'required' }];
  if (!isCivilDate(date)) return [{ field, code: 'not-a-date' }];
  return date < first ? [{ field, code: 'past' }] : [];
}
