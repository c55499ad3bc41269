type Method = (...given: Record<string, unknown>[]) => unknown;

/** Puts something else in the place of one method of a collection. */
export function spoilt(
  collection: object,
  name: string,
  instead: (really: Method, ...given: Record<string, unknown>[]) => unknown,
): object {
  const methods = collection as Record<string, Method>;
  const really = methods[name]?.bind(collection);
  if (!really) throw new TypeError(`a collection has no ${name}`);
  methods[name] = (...given) => instead(really, ...given);
  return {};
}
