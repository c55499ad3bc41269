import { operationsPaths as paths } from '../operations.paths.js';
import { FILTER_NAMES } from './messages.forms.js';

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
  const search = searchOf(fields, more);
  return search === '' ? paths.messages : `${paths.messages}?${search}`;
}

/** Ids of what messages are about, as an address holds them: what somebody typed might open what it names. */
export function idsText(ids: Iterable<string>): string {
  return [...ids].join(BETWEEN);
}

export function idsIn(text: string): string[] {
  return text.split(BETWEEN).filter((id) => id !== '');
}
