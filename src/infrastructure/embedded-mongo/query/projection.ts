import { isNumeric, toNumber } from '../bson/numbers.js';
import { field, isDocument, setField, type Document } from '../bson/values.js';
import { CommandError } from '../errors.js';
import { compileExpression, type Expression } from '../expressions/compile.js';
import type { Variables } from '../expressions/scope.js';
import { elementTest } from './filter.js';
import { isTruthy } from './predicates.js';

export type Projection = (document: Document, position?: number) => Document;

/** What happens to one field: kept, dropped, computed from the document, or its own value changed. */
type Leaf =
  | { kind: 'keep' | 'drop' | 'positional' }
  | { kind: 'compute'; value: Expression }
  | { kind: 'change'; value: (own: unknown) => unknown; keeps: boolean };
type Tree = Map<string, Tree | Leaf>;

export function compileProjection(spec: Document, variables?: Variables): Projection {
  const tree: Tree = new Map();
  for (const path of Object.keys(spec)) addPath(tree, path, spec[path], variables);
  const id = tree.get('_id');
  const inclusive = isInclusive(tree);
  if (inclusive && id === undefined) tree.set('_id', { kind: 'keep' });
  if (inclusive && id !== undefined && !(id instanceof Map) && id.kind === 'drop') tree.delete('_id');
  if (!inclusive && id !== undefined && !(id instanceof Map) && id.kind === 'keep') tree.delete('_id');
  checkMix(tree, inclusive, true);
  if (!inclusive) return (document) => exclude(document, tree, document);
  return (document, position) => include(document, tree, document, position);
}

function addPath(tree: Tree, path: string, value: unknown, variables: Variables | undefined): void {
  if (path === '' || path.startsWith('.') || path.endsWith('.'))
    throw new CommandError(15998, 'FieldPath field names may not be empty strings.');
  if (isDocument(value) && Object.keys(value).length > 0 && !Object.keys(value)[0]?.startsWith('$')) {
    for (const name of Object.keys(value)) addPath(tree, `${path}.${name}`, value[name], variables);
    return;
  }
  const parts = path.split('.');
  const positional = parts.at(-1) === '$';
  if (positional) parts.pop();
  const leaf: Leaf = positional ? { kind: 'positional' } : leafOf(value, variables);
  let node = tree;
  for (const part of parts.slice(0, -1)) {
    const next = node.get(part) ?? new Map();
    if (!(next instanceof Map)) throw collision(path);
    node.set(part, next);
    node = next as Tree;
  }
  const last = parts.at(-1) as string;
  if (node.has(last)) throw collision(path);
  node.set(last, leaf);
}

function collision(path: string): CommandError {
  return new CommandError(31249, `Path collision at ${path}`);
}

function leafOf(value: unknown, variables: Variables | undefined): Leaf {
  if (typeof value === 'boolean' || isNumeric(value)) return { kind: isTruthy(value) ? 'keep' : 'drop' };
  if (isDocument(value)) {
    const op = Object.keys(value)[0];
    if (op === '$elemMatch') {
      const test = elementTest(value[op], variables);
      const pick = (own: unknown) => {
        const found = Array.isArray(own) ? own.findIndex(test) : -1;
        return found < 0 ? undefined : [(own as unknown[])[found]];
      };
      return { kind: 'change', value: pick, keeps: true };
    }
    if (op === '$slice' && !isExpressionSlice(value[op]))
      return { kind: 'change', value: slicer(value[op]), keeps: false };
    if (op === '$meta') throw new CommandError(40218, 'query requires metadata this store does not have');
  }
  return { kind: 'compute', value: compileExpression(value, variables) };
}

function isExpressionSlice(argument: unknown): boolean {
  return Array.isArray(argument) && !argument.every(isNumeric);
}

function slicer(argument: unknown): (own: unknown) => unknown {
  const [first, count] = Array.isArray(argument) ? argument.map(toNumber) : [toNumber(argument)];
  return (own) => {
    if (!Array.isArray(own) || first === undefined) return own;
    const list: unknown[] = own;
    if (count === undefined) return first >= 0 ? list.slice(0, first) : list.slice(first);
    const start = first >= 0 ? first : Math.max(0, list.length + first);
    return list.slice(start, start + count);
  };
}

function leaves(tree: Tree): [string, Leaf][] {
  return [...tree].flatMap(([name, node]) => (node instanceof Map ? leaves(node) : [[name, node] as [string, Leaf]]));
}

function isInclusive(tree: Tree): boolean {
  const others = leaves(new Map([...tree].filter(([name]) => name !== '_id'))).map(([, leaf]) => leaf);
  if (others.some((leaf) => leaf.kind === 'drop')) return false;
  if (others.some((leaf) => leaf.kind === 'keep' || leaf.kind === 'compute' || leaf.kind === 'positional')) return true;
  if (others.some((leaf) => leaf.kind === 'change' && leaf.keeps)) return true;
  const id = tree.get('_id');
  return id !== undefined && (id instanceof Map || id.kind !== 'drop') && others.length === 0;
}

function checkMix(tree: Tree, inclusive: boolean, top: boolean): void {
  for (const [name, node] of tree) {
    if (node instanceof Map) checkMix(node, inclusive, false);
    else if (top && name === '_id') continue;
    else if (inclusive && node.kind === 'drop')
      throw new CommandError(31254, `Cannot do exclusion on field ${name} in inclusion projection`);
    else if (!inclusive && node.kind === 'keep')
      throw new CommandError(31253, `Cannot do inclusion on field ${name} in exclusion projection`);
  }
}

function include(source: Document, tree: Tree, root: Document, position: number | undefined): Document {
  const result: Document = {};
  for (const name of Object.keys(source)) {
    const node = tree.get(name);
    if (node === undefined) continue;
    const value = included(source[name], node, root, position);
    if (value !== undefined) setField(result, name, value);
  }
  for (const [name, node] of tree) addComputed(result, source, name, node, root);
  return result;
}

function addComputed(result: Document, source: Document, name: string, node: Tree | Leaf, root: Document): void {
  if (node instanceof Map) {
    if (isDocument(field(source, name)) || Array.isArray(field(source, name))) return;
    if (!leaves(node).some(([, leaf]) => leaf.kind === 'compute')) return;
    setField(result, name, include({}, node, root, undefined));
  } else if (node.kind === 'compute') {
    const value = node.value(root);
    if (value === undefined) return;
    delete result[name];
    setField(result, name, value);
  }
}

function included(value: unknown, node: Tree | Leaf, root: Document, position: number | undefined): unknown {
  if (node instanceof Map) {
    if (Array.isArray(value))
      return value.map((element) => included(element, node, root, position)).filter((element) => element !== undefined);
    return isDocument(value) ? include(value, node, root, position) : undefined;
  }
  if (node.kind === 'keep') return value;
  if (node.kind === 'change') return node.value(value);
  if (node.kind === 'positional') {
    if (!Array.isArray(value) || position === undefined) return value;
    return [value[position]];
  }
  return undefined;
}

function exclude(source: Document, tree: Tree, root: Document): Document {
  const result: Document = {};
  for (const name of Object.keys(source)) {
    const node = tree.get(name);
    const value = node === undefined ? source[name] : excluded(source[name], node, root);
    if (value !== undefined) setField(result, name, value);
  }
  return result;
}

function excluded(value: unknown, node: Tree | Leaf, root: Document): unknown {
  if (node instanceof Map) {
    if (Array.isArray(value)) return value.map((element) => excluded(element, node, root));
    return isDocument(value) ? exclude(value, node, root) : value;
  }
  if (node.kind === 'drop') return undefined;
  return node.kind === 'change' ? node.value(value) : value;
}
