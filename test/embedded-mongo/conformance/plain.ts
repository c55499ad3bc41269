import type { Document } from 'bson';

/** A copy made of plain documents, arrays and BSON values: the driver also answers with maps and with classes. */
export function plain(value: unknown): unknown {
  if (value instanceof Map) return plain(Object.fromEntries(value));
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== 'object' || value === null || value instanceof Date || '_bsontype' in value) return value;
  const fields = [...Object.entries(value), ...getters(value).map((name) => [name, (value as Document)[name]])];
  return Object.fromEntries(fields.map(([key, inner]) => [key, plain(inner)]));
}

function getters(value: object): string[] {
  const prototype = Object.getPrototypeOf(value) as object | null;
  if (prototype === null || prototype === Object.prototype) return [];
  const found = Object.entries(Object.getOwnPropertyDescriptors(prototype));
  return found.filter(([name, property]) => 'get' in property && name !== '__proto__').map(([name]) => name);
}
