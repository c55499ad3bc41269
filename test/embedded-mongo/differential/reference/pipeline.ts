import { evaluate } from './expression.js';
import { isDoc, missing, type Doc } from './order.js';
import { without } from './project.js';

/** The document after an update by the stages `$set` and `$unset`. */
export function piped(document: Doc, stages: readonly Doc[]): Doc {
  return stages.reduce((current, { $set, $unset }) => {
    if ($unset !== undefined) return without(current, [($unset as string).split('.')]);
    return fieldsOf($set as Doc).reduce(
      (result, [path, expression]) => put(result, path, () => copied(evaluate(expression, current))) as Doc,
      current,
    );
  }, document);
}

/** The paths that are set and what to; documents in the specification are only another way to write them. */
function fieldsOf(specification: Doc): [string[], unknown][] {
  return Object.entries(specification).flatMap(([name, inner]): [string[], unknown][] => {
    const path = name.split('.');
    const isNested = isDoc(inner) && Object.keys(inner)[0]?.startsWith('$') !== true;
    return isNested ? fieldsOf(inner).map(([rest, one]) => [[...path, ...rest], one]) : [[path, inner]];
  });
}

/** Sets the field in a document, in every element of an array, and in place of anything else. */
function put(container: unknown, [name = '', ...rest]: string[], value: () => unknown): unknown {
  if (Array.isArray(container)) return container.map((element) => put(element, [name, ...rest], value));
  const before = isDoc(container) ? container : {};
  const next = rest.length === 0 ? value() : put(before[name], rest, value);
  if (next !== missing) return { ...before, [name]: next };
  return Object.fromEntries(Object.entries(before).filter(([key]) => key !== name));
}

/** Two fields never share a list, whichever one it came from. */
function copied(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(copied);
  return isDoc(value) ? Object.fromEntries(Object.entries(value).map(([key, one]) => [key, copied(one)])) : value;
}
