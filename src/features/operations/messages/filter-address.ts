import { tryParse } from '../../../http/parse.js';
import { operationsPaths as paths } from '../operations.paths.js';
import { FILTER_NAMES, messagesForm } from './messages.forms.js';

const BETWEEN = ',';

/** What was typed into the filter, to show it again. */
export function typedIn(fields: Record<string, unknown>): Record<string, string> {
  return Object.fromEntries(
    FILTER_NAMES.map((name) => {
      const value = fields[name];
      return [name, typeof value === 'string' ? value.slice(0, 200) : ''];
    }),
  );
}

/** A filter as the query of an address, without what is empty. */
export function searchOf(fields: Record<string, unknown>, more: Record<string, string> = {}): string {
  const given = Object.entries({ ...typedIn(fields), ...more }).filter(([, value]) => value !== '');
  return new URLSearchParams(given).toString();
}

/** The list that a filter asks for. */
export function listHref(fields: Record<string, unknown>, more?: Record<string, string>): string {
  return withQuery(paths.messages, searchOf(fields, more));
}

/** An address that carries the list from which somebody comes, so that the way back leads there. */
export function withList(path: string, list: Record<string, string>, more?: Record<string, string>): string {
  return withQuery(path, searchOf({}, { ...list, ...more }));
}

/** The list that an address carries: its filter and the page it was turned to. What is no filter of ours leads to the whole list. */
export function listIn(fields: Record<string, unknown>): Record<string, string> {
  const { value, errors } = tryParse(messagesForm, fields);
  if (errors.length > 0) return {};
  return { ...typedIn({ ...value }), ...(value.before !== undefined && { before: value.before }) };
}

function withQuery(path: string, query: string): string {
  return query === '' ? path : `${path}?${query}`;
}

/** Ids of what messages are about, as an address holds them: what somebody typed might open what it names. */
export function idsText(ids: Iterable<string>): string {
  return [...ids].join(BETWEEN);
}

export function idsIn(text: string): string[] {
  return text.split(BETWEEN).filter((id) => id !== '');
}
