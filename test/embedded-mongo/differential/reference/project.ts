import { isDoc, type Doc } from './order.js';

/** Only these fields, in the document's own order; in arrays what is no document has none of them. */
export function only(document: Doc, paths: readonly string[][]): Doc {
  return picked(document, paths) as Doc;
}

export function without(document: Doc, paths: readonly string[][]): Doc {
  return paths.reduce((left, path) => dropped(left, path) as Doc, document);
}

function picked(value: unknown, paths: readonly string[][]): unknown {
  if (Array.isArray(value))
    return value.filter((one) => isDoc(one) || Array.isArray(one)).map((one) => picked(one, paths));
  const kept: Doc = {};
  for (const [name, inner] of Object.entries(value as Doc)) {
    const rests = paths.filter(([first]) => first === name).map(([, ...rest]) => rest);
    if (rests.some((rest) => rest.length === 0)) kept[name] = inner;
    else if (rests.length > 0 && (isDoc(inner) || Array.isArray(inner))) kept[name] = picked(inner, rests);
  }
  return kept;
}

function dropped(value: unknown, path: readonly string[]): unknown {
  if (Array.isArray(value)) return value.map((one) => dropped(one, path));
  const [name = '', ...rest] = path;
  if (!isDoc(value) || !(name in value)) return value;
  if (rest.length > 0) return { ...value, [name]: dropped(value[name], rest) };
  return Object.fromEntries(Object.entries(value).filter(([key]) => key !== name));
}
