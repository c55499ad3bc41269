import { field, isDocument, setField, type Document } from '../bson/values.js';
import { CommandError } from '../errors.js';
import { compileExpression, type Expression } from '../expressions/compile.js';
import type { Variables } from '../expressions/scope.js';
import { compileProjection } from '../query/projection.js';

export type DocumentStage = (document: Document) => Document;

/** Stages that turn one document into one other; pipelines of updates and of aggregations share them. */
export function documentStage(name: string, spec: unknown, variables?: Variables): DocumentStage | undefined {
  switch (name) {
    case '$addFields':
    case '$set':
      return addFields(name, spec, variables);
    case '$unset':
      return unset(spec);
    case '$project':
      return project(spec, variables);
    case '$replaceRoot':
      return replaceRoot(isDocument(spec) ? spec['newRoot'] : undefined, variables);
    case '$replaceWith':
      return replaceRoot(spec, variables);
    default:
      return undefined;
  }
}

function project(spec: unknown, variables: Variables | undefined): DocumentStage {
  if (!isDocument(spec)) throw new CommandError(15969, '$project specification must be an object');
  if (Object.keys(spec).length === 0)
    throw new CommandError(
      51272,
      'Invalid $project :: caused by :: projection specification must have at least one field',
    );
  const projection = compileProjection(spec, variables);
  return (document) => projection(document);
}

function unset(spec: unknown): DocumentStage {
  const paths = Array.isArray(spec) ? spec : [spec];
  if (paths.length === 0 || !paths.every((path) => typeof path === 'string')) {
    throw new CommandError(31002, '$unset specification must be a string or an array containing only string values');
  }
  const projection = compileProjection(Object.fromEntries(paths.map((path) => [path, 0])));
  return (document) => projection(document);
}

function replaceRoot(newRoot: unknown, variables: Variables | undefined): DocumentStage {
  if (newRoot === undefined) throw new CommandError(40231, 'no newRoot specified for the $replaceRoot stage');
  const expression = compileExpression(newRoot, variables);
  return (document) => {
    const root = expression(document);
    if (!isDocument(root)) throw new CommandError(40228, "'newRoot' expression must evaluate to an object");
    return root;
  };
}

type Additions = Map<string, Additions | Expression>;

function addFields(name: string, spec: unknown, variables: Variables | undefined): DocumentStage {
  if (!isDocument(spec)) throw new CommandError(40272, `${name} specification stage must be an object`);
  const additions: Additions = new Map();
  for (const path of Object.keys(spec)) addPath(additions, path.split('.'), spec[path], variables);
  return (document) => merge(document, additions, document);
}

function addPath(tree: Additions, parts: readonly string[], value: unknown, variables: Variables | undefined): void {
  const [part = '', ...rest] = parts;
  if (part === '' || part.startsWith('$'))
    throw new CommandError(16410, `FieldPath field names may not start with '$' or be empty: '${part}'`);
  const nested = rest.length === 0 && isDocument(value) && isPlainSpec(value);
  if (rest.length === 0 && !nested) {
    tree.set(part, compileExpression(value, variables));
    return;
  }
  const known = tree.get(part);
  const inner: Additions = known instanceof Map ? known : new Map<string, Additions | Expression>();
  tree.set(part, inner);
  if (!nested) addPath(inner, rest, value, variables);
  else for (const name of Object.keys(value)) addPath(inner, name.split('.'), value[name], variables);
}

function isPlainSpec(value: Document): boolean {
  const names = Object.keys(value);
  return names.length > 0 && !names.some((name) => name.startsWith('$'));
}

function merge(source: Document, additions: Additions, root: Document): Document {
  const result: Document = { ...source };
  for (const [name, addition] of additions) {
    const value = addition instanceof Map ? mergeInto(field(source, name), addition, root) : addition(root);
    if (value === undefined) delete result[name];
    else setField(result, name, value);
  }
  return result;
}

function mergeInto(own: unknown, additions: Additions, root: Document): unknown {
  if (Array.isArray(own)) return own.map((element) => mergeInto(element, additions, root));
  return merge(isDocument(own) ? own : {}, additions, root);
}
