import { isDocument, setField, type Document } from '../bson/values.js';
import { CommandError } from '../errors.js';
import { PAUSE } from '../flow.js';
import { follow } from '../expressions/compile.js';
import { changeAt } from '../update/paths.js';
import type { Stage } from './stages.js';

const context = { position: undefined, isInsert: false };

export function unwindStage(spec: unknown): Stage {
  const options: Document = isDocument(spec) ? spec : { path: spec };
  const { path, preserveNullAndEmptyArrays: preserve, includeArrayIndex: indexName } = options;
  if (typeof path !== 'string' || !path.startsWith('$')) {
    throw new CommandError(28818, 'path option to $unwind stage should be prefixed with a $');
  }
  const target = { text: path, parts: path.slice(1).split('.'), filters: new Map() };
  const numbered = (document: Document, position: number | null) => {
    if (typeof indexName !== 'string') return document;
    const result = { ...document };
    setField(result, indexName, position);
    return result;
  };
  const replaced = (document: Document, value: unknown) =>
    changeAt(document, target, 0, { creates: true, apply: () => value }, context) as Document;
  return function* (input) {
    for (const document of input) {
      if (document === PAUSE) {
        yield PAUSE;
        continue;
      }
      const value = follow(document, target.parts, 0);
      if (Array.isArray(value) && value.length > 0) {
        for (const [i, element] of value.entries()) yield numbered(replaced(document, element), i);
      } else if (Array.isArray(value)) {
        if (preserve === true) yield numbered(replaced(document, undefined), null);
      } else if (preserve === true || (value !== undefined && value !== null)) {
        yield numbered(document, null);
      }
    }
  };
}
