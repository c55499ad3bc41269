import type { Expected } from './expectation.js';

interface Grouped {
  bySubject: Map<string, Expected[]>;
  byMatter: Map<string, Expected[]>;
}

const grouped = new WeakMap<ReadonlyMap<string, Expected>, Grouped>();

/** What says the same and more to the same person: about the same subject, or about another one of the same matter. */
export function coveringOf(message: Expected, expected: ReadonlyMap<string, Expected>): Expected[] {
  const { subject, role, coveredBy, matter } = message;
  if (coveredBy.size === 0) return [];
  const groups = grouped.get(expected) ?? {
    bySubject: groupBy(expected.values(), (each) => each.subject),
    byMatter: groupBy(expected.values(), (each) => each.matter ?? ''),
  };
  grouped.set(expected, groups);
  const alike = (groups.bySubject.get(subject) ?? []).filter((each) => each.role === role);
  const related = matter === undefined ? [] : (groups.byMatter.get(matter) ?? []);
  const elsewhere = related.filter((each) => each.subject !== subject && reachSamePerson(each, message));
  return [...alike, ...elsewhere].filter((each) => coveredBy.has(each.kind));
}

function reachSamePerson(one: Expected, other: Expected): boolean {
  return one.addresses.some(({ address }) => other.addresses.some((each) => each.address === address));
}

export function groupBy<K, T>(all: Iterable<T>, keyOf: (each: T) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>();
  for (const each of all) groups.set(keyOf(each), [...(groups.get(keyOf(each)) ?? []), each]);
  return groups;
}
