import { type CivilDate, isCivilDate } from '../../src/features/calendar/index.js';
import type { Argument } from './arguments.js';

export function flag(): Argument<boolean> {
  return { takesValue: false, expects: 'no value', read: () => true, missing: { value: false } };
}

export function text(expects: string): Argument<string> {
  return { takesValue: true, expects, read: (given) => given.trim() || undefined };
}

export function wholeNumber(least: number, most: number): Argument<number> {
  return {
    takesValue: true,
    expects: `a whole number from ${least} to ${most}`,
    read: (given) => {
      const number = Number(given);
      return /^\d{1,9}$/.test(given) && number >= least && number <= most ? number : undefined;
    },
  };
}

export function day(): Argument<CivilDate> {
  return {
    takesValue: true,
    expects: 'a day YYYY-MM-DD',
    read: (given) => (isCivilDate(given) ? given : undefined),
  };
}

export function oneOf<T extends string>(choices: readonly T[]): Argument<T> {
  return {
    takesValue: true,
    expects: `one of ${choices.join(', ')}`,
    read: (given) => choices.find((choice) => choice === given),
  };
}

export function optional<T>(argument: Argument<T>): Argument<T | undefined> {
  return { ...argument, missing: { value: undefined } };
}

export function withDefault<T>(argument: Argument<T>, value: T): Argument<T> {
  return { ...argument, missing: { value } };
}
