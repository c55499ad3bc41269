import type { Variables } from '../notifications/index.js';

const PLACEHOLDER = /\{\{\s*([^{}]*?)\s*\}\}/g;
/** Whatever a telephone would not show as the character it is: control characters, line breaks, marks of direction and of nothing. */
const UNPRINTABLE = /[\u0000-\u001f\u007f-\u009f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\uffff]+/g;

/** A text names a variable that nobody gave. */
export class VariableMissing extends Error {
  constructor(readonly variable: string) {
    super(`the text wants the variable "${variable}"`);
    this.name = 'VariableMissing';
  }
}

/** The names between double braces, in order of appearance; one that appears twice is there twice. */
export function placeholdersOf(text: string): string[] {
  return [...text.matchAll(PLACEHOLDER)].map(([, name = '']) => name);
}

/** What is left of a text without its placeholders. */
export function withoutPlaceholders(text: string): string {
  return text.replace(PLACEHOLDER, '');
}

/** Puts the values in; a value is plain text on one line, and braces in it stay braces. Throws VariableMissing. */
export function renderText(text: string, variables: Variables): string {
  return text.replace(PLACEHOLDER, (_, name: string) => valueOf(name, variables));
}

/** The same for a text that is still being written: a placeholder without a value stays as it is. */
export function renderDraft(text: string, variables: Variables): string {
  return text.replace(PLACEHOLDER, (whole, name: string) =>
    Object.hasOwn(variables, name) ? valueOf(name, variables) : whole,
  );
}

export interface CarrierForm {
  /** The text as it is filed with a carrier, with `{1}`, `{2}` … in the places of the variables. */
  template: string;
  /** Which variable stands for each number. */
  variables: string[];
}

/** Each place has a number of its own, in order of appearance: carriers disagree on whether a number may be used twice. */
export function carrierForm(text: string): CarrierForm {
  let number = 0;
  const template = text.replace(PLACEHOLDER, () => `{${(number += 1)}}`);
  return { template, variables: placeholdersOf(text) };
}

/** The values of a text in the order of its carrier's form. Throws VariableMissing. */
export function parametersOf(text: string, variables: Variables): string[] {
  return placeholdersOf(text).map((name) => valueOf(name, variables));
}

/** A text as somebody typed it: one line, without space around it. */
export function onOneLine(text: string): string {
  return text
    .normalize('NFC')
    .replace(/\s*[\r\n\u2028\u2029]\s*/g, ' ')
    .trim();
}

export function hasUnprintable(text: string): boolean {
  return text.search(UNPRINTABLE) !== -1;
}

function valueOf(name: string, variables: Variables): string {
  const value = Object.hasOwn(variables, name) ? variables[name] : undefined;
  if (value === undefined) throw new VariableMissing(name);
  return String(value).replace(UNPRINTABLE, ' ').trim();
}
