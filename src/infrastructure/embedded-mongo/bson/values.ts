export type Document = Record<string, unknown>;

/** BSON that is already bytes: written into a reply or a page as it is. */
export class RawDocument {
  constructor(readonly bytes: Uint8Array) {}
}

/** Documents are plain objects; arrays, dates and the classes of `bson` have prototypes of their own. */
export function isDocument(value: unknown): value is Document {
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}

/** The `_bsontype` of a wrapped value (ObjectId, Long, …), or undefined for what JavaScript has itself. */
export function wrapperName(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const name = (value as { _bsontype?: unknown })._bsontype;
  return typeof name === 'string' ? name : undefined;
}

/** A document's own field: never what Object.prototype would lend it. */
export function field(document: Document, name: string): unknown {
  const value = document[name];
  if (typeof value === 'function') return undefined;
  if (name === '__proto__' && !Object.hasOwn(document, name)) return undefined;
  return value;
}

export function setField(document: Document, name: string, value: unknown): void {
  if (name === '__proto__') {
    Object.defineProperty(document, name, { value, enumerable: true, configurable: true, writable: true });
  } else {
    document[name] = value;
  }
}
