import { equalValues } from '../bson/compare.js';
import { isDocument } from '../bson/values.js';
import { typeName } from '../query/type-names.js';

/** The same value, types and field order included, so that writing one over the other would change nothing. */
export function isIdentical(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (Array.isArray(a)) {
    return Array.isArray(b) && a.length === b.length && a.every((element, i) => isIdentical(element, b[i]));
  }
  if (isDocument(a)) {
    if (!isDocument(b)) return false;
    const names = Object.keys(a);
    const others = Object.keys(b);
    return (
      names.length === others.length && names.every((name, i) => others[i] === name && isIdentical(a[name], b[name]))
    );
  }
  return typeName(a) === typeName(b) && equalValues(a, b);
}
