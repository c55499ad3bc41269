import { field, isDocument } from '../bson/values.js';

export type Test = (value: unknown) => boolean;

const arrayIndex = /^(0|[1-9]\d*)$/;

/**
 * True when any value at the path passes: arrays on the way are searched, and with `leaves` an array at the end
 * counts both as itself and element by element. Undefined stands for a missing value.
 */
export function anyAt(value: unknown, parts: readonly string[], test: Test, leaves: boolean, at = 0): boolean {
  if (at === parts.length) {
    if (test(value)) return true;
    return leaves && Array.isArray(value) && value.some(test);
  }
  const part = parts[at] as string;
  if (Array.isArray(value)) {
    if (arrayIndex.test(part)) {
      const index = Number(part);
      if (index < value.length && anyAt(value[index], parts, test, leaves, at + 1)) return true;
    }
    return value.some((element) => isDocument(element) && anyAt(field(element, part), parts, test, leaves, at + 1));
  }
  return isDocument(value) ? anyAt(field(value, part), parts, test, leaves, at + 1) : test(undefined);
}

/** All values at the path with arrays on the way and at the end taken apart, as `distinct` reports them. */
export function valuesAt(value: unknown, parts: readonly string[], at = 0): unknown[] {
  if (at === parts.length) return value === undefined ? [] : [value].flat();
  const part = parts[at] as string;
  if (Array.isArray(value)) {
    const own = arrayIndex.test(part) ? valuesAt(value[Number(part)], parts, at + 1) : [];
    const inside = value.filter(isDocument).flatMap((element) => valuesAt(field(element, part), parts, at + 1));
    return own.concat(inside);
  }
  return isDocument(value) ? valuesAt(field(value, part), parts, at + 1) : [];
}
