import { BSONRegExp } from 'bson';
import { isDocument, setField, type Document } from '../bson/values.js';
import { CommandError } from '../errors.js';
import { gathered, PAUSE } from '../flow.js';
import { compileExpression, follow } from '../expressions/compile.js';
import type { PipelineContext } from './pipeline-context.js';
import type { Stage } from './stages.js';

export function lookupStage(spec: unknown, context: PipelineContext): Stage {
  if (!isDocument(spec)) throw new CommandError(9, 'the $lookup specification must be an Object');
  const { from, as, localField, foreignField, pipeline = [], let: bindings = {} } = spec;
  if (typeof as !== 'string') throw new CommandError(9, "must specify 'as' field for a $lookup");
  if (typeof from !== 'string') throw new CommandError(9, "missing 'from' option to $lookup stage specification");
  if (!Array.isArray(pipeline)) throw new CommandError(9, "'pipeline' option to $lookup must be an array");
  const given = Object.entries(isDocument(bindings) ? bindings : {}).map(
    ([name, expression]) => [name, compileExpression(expression, context.variables)] as const,
  );
  const local = typeof localField === 'string' ? localField.split('.') : undefined;
  return function* (input) {
    for (const document of input) {
      if (document === PAUSE) {
        yield PAUSE;
        continue;
      }
      const variables = { ...context.variables };
      for (const [name, evaluate] of given) variables[name] = evaluate(document);
      const join =
        local === undefined ? [] : [{ $match: joinFilter(String(foreignField), follow(document, local, 0)) }];
      const found = yield* gathered(
        context.from(from, [...join, ...(pipeline as unknown[])], { ...context, variables }),
      );
      const result = { ...document };
      setNested(result, as.split('.'), found);
      yield result;
    }
  };
}

function joinFilter(foreignField: string, value: unknown): Document {
  const values: unknown[] = Array.isArray(value) ? value : [value ?? null];
  if (values.some((one) => one instanceof BSONRegExp))
    return { $or: values.map((one) => ({ [foreignField]: { $eq: one } })) };
  return { [foreignField]: values.length === 1 ? { $eq: values[0] } : { $in: values } };
}

function setNested(target: Document, parts: readonly string[], value: unknown): void {
  const [first = '', ...rest] = parts;
  if (rest.length === 0) {
    setField(target, first, value);
    return;
  }
  const inner = isDocument(target[first]) ? { ...target[first] } : {};
  setNested(inner, rest, value);
  setField(target, first, inner);
}
