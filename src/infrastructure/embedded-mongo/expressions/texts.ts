import { BSONRegExp } from 'bson';
import { compareStrings } from '../bson/compare.js';
import { toNumber } from '../bson/numbers.js';
import { CommandError } from '../errors.js';
import { toRegExp } from '../query/regex.js';
import { between, binary, isNullish, named, unary, variadic } from './arguments.js';
import { toText } from './conversions.js';
import type { Build } from './operators.js';
import { compile } from './scope.js';

const blank = '\0 \t\n\v\f\r\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a';

function textOf(name: string, value: unknown): string {
  if (typeof value === 'string') return value;
  throw new CommandError(16702, `${name} only supports strings`);
}

function lenient(value: unknown): string {
  return isNullish(value) ? '' : toText(value);
}

function trim(name: string, ends: 'both' | 'start' | 'end'): Build {
  return (argument, scope) => {
    const spec = named(name, argument);
    const input = compile(spec['input'], scope);
    const chars = 'chars' in spec ? compile(spec['chars'], scope) : undefined;
    return (frame) => {
      const value = input(frame);
      if (isNullish(value)) return null;
      const set = new Set([...(lenient(chars?.(frame)) || blank)]);
      const points = [...textOf(name, value)];
      let start = 0;
      let end = points.length;
      if (ends !== 'end') while (start < end && set.has(points[start] as string)) start++;
      if (ends !== 'start') while (end > start && set.has(points[end - 1] as string)) end--;
      return points.slice(start, end).join('');
    };
  };
}

const regexMatch: Build = (argument, scope) => {
  const spec = named('$regexMatch', argument);
  const [input, regex, options] = ['input', 'regex', 'options'].map((part) => compile(spec[part] ?? null, scope));
  return (frame) => {
    const value = input?.(frame);
    const pattern = regex?.(frame);
    if (isNullish(value) || isNullish(pattern)) return false;
    const flags = lenient(options?.(frame));
    const compiled =
      pattern instanceof BSONRegExp
        ? toRegExp(pattern.pattern, flags || pattern.options)
        : toRegExp(lenient(pattern), flags);
    return compiled.test(textOf('$regexMatch', value));
  };
};

function substring(text: unknown, start: unknown, count: unknown): string {
  const from = toNumber(start);
  const length = toNumber(count);
  const points = [...lenient(text)];
  return points.slice(from, length < 0 ? undefined : from + length).join('');
}

function substringBytes(text: unknown, start: unknown, count: unknown): string {
  const bytes = Buffer.from(lenient(text));
  const length = toNumber(count);
  return bytes.subarray(toNumber(start), length < 0 ? undefined : toNumber(start) + length).toString();
}

export const textOperators: Record<string, Build> = {
  $concat: variadic((values) =>
    values.some(isNullish) ? null : values.map((value) => textOf('$concat', value)).join(''),
  ),
  $toLower: unary((value) => lenient(value).toLowerCase()),
  $toUpper: unary((value) => lenient(value).toUpperCase()),
  $strLenCP: unary((value) => [...textOf('$strLenCP', value)].length),
  $strLenBytes: unary((value) => Buffer.byteLength(textOf('$strLenBytes', value))),
  $strcasecmp: binary('$strcasecmp', (a, b) => compareStrings(lenient(a).toUpperCase(), lenient(b).toUpperCase())),
  $substr: between('$substr', 3, 3, substringBytes),
  $substrBytes: between('$substrBytes', 3, 3, substringBytes),
  $substrCP: between('$substrCP', 3, 3, substring),
  $split: binary('$split', (text, by) =>
    isNullish(text) || isNullish(by) ? null : textOf('$split', text).split(textOf('$split', by)),
  ),
  $indexOfCP: between('$indexOfCP', 2, 4, (text, wanted, start = 0, end = Infinity) => {
    if (isNullish(text)) return null;
    const points = [...textOf('$indexOfCP', text)].slice(0, toNumber(end));
    const at = points.slice(toNumber(start)).join('').indexOf(textOf('$indexOfCP', wanted));
    return at < 0 ? -1 : toNumber(start) + [...points.slice(toNumber(start)).join('').slice(0, at)].length;
  }),
  $trim: trim('$trim', 'both'),
  $ltrim: trim('$ltrim', 'start'),
  $rtrim: trim('$rtrim', 'end'),
  $regexMatch: regexMatch,
};
