export const HOSTILE = `"><b data-hostile>'&{{ 7 * 7 }}</b>`;

// These name a shape, a file or an instant: a caller never takes them from a person.
const STRUCTURAL = new Set(
  'variant tone type state icon month deadline serverNow zone width as legendSize textSize returnTo'.split(' '),
);

/** The same params with every text replaced by markup that would break out of text or of an attribute. */
export function withHostileTexts(value: unknown, key = ''): unknown {
  if (typeof value === 'string') return STRUCTURAL.has(key) ? value : HOSTILE;
  if (Array.isArray(value)) return value.map((item: unknown) => withHostileTexts(item, key));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, withHostileTexts(inner, name)]));
}
