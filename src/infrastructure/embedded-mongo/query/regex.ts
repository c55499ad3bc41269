import { CommandError } from '../errors.js';

const cache = new Map<string, RegExp>();
const MOST = 500;

/** A MongoDB (PCRE) pattern as a JavaScript one; the flag x (extended) is taken out of the pattern. */
export function toRegExp(pattern: string, options: string): RegExp {
  const key = `${options}/${pattern}`;
  const known = cache.get(key);
  if (known !== undefined) return known;
  const flags = [...options].filter((flag) => 'ims'.includes(flag)).join('');
  if (/[^imsxu]/.test(options)) throw new CommandError(51108, `invalid flag in regex options: ${options}`);
  const source = options.includes('x')
    ? pattern.replace(/\\.|\s+|#.*$/gm, (part) => (part.startsWith('\\') ? part : ''))
    : pattern;
  const compiled = build(source, flags);
  if (cache.size >= MOST) cache.clear();
  cache.set(key, compiled);
  return compiled;
}

function build(source: string, flags: string): RegExp {
  const inline = /^\(\?([ims]+)\)/.exec(source);
  const body = inline === null ? source : source.slice(inline[0].length);
  const all = [...new Set(flags + (inline?.[1] ?? ''))].join('');
  try {
    return new RegExp(body, `${all}u`);
  } catch {
    try {
      return new RegExp(body, all);
    } catch {
      throw new CommandError(51091, `Regular expression is invalid: ${source}`);
    }
  }
}
