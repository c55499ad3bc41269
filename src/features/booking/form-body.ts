import type { Request } from 'express';
import type { TFunction } from 'i18next';

const LONGEST = 400;

/** Fields of a form as plain text. Anything else a caller may send (lists, objects, more fields) is not there. */
export function formBody<N extends string>(req: Request, names: readonly N[]): Record<N, string> {
  const body = (typeof req.body === 'object' && req.body !== null ? req.body : {}) as Record<string, unknown>;
  const entries = names.map((name) => [name, plainText(body[name])]);
  return Object.fromEntries(entries) as Record<N, string>;
}

/** One field of an address. */
export function queryText(req: Request, name: string): string {
  return plainText((req.query as Record<string, unknown>)[name]);
}

export interface PageError {
  /** Id of the field that the summary leads to. */
  field: string;
  message: string;
  /** Whom it is about, for the summary: at the field itself that is plain to see. */
  about?: string | undefined;
}

/** `['first-name', 'validation:name-missing']` as the layout wants it. */
export function pageErrors(
  problems: readonly [field: string, key: string][],
  t: TFunction,
  aboutOf: (field: string) => string | undefined = () => undefined,
): PageError[] {
  return problems.map(([field, key]) => ({ field, message: t(key), about: aboutOf(field) }));
}

function plainText(value: unknown): string {
  return typeof value === 'string' ? value.slice(0, LONGEST).trim() : '';
}
