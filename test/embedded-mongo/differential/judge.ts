import { EJSON, Int32 } from 'bson';
import type { Command } from './domain.js';
import { compareRows, sortRow } from './reference/keys.js';
import { ends } from './reference/match.js';
import { Refusal } from './reference/refusal.js';
import { once, type Model } from './reference/model.js';
import { compare, isDoc, missing, same, type Doc } from './reference/order.js';
import { only, without } from './reference/project.js';
import { changesOf, updated } from './reference/update.js';
import { walk } from './walk.js';

export interface Reply {
  code?: number;
  documents?: Doc[];
  values?: unknown[];
  n?: number;
  modified?: number;
}

/** What a reply must be: refused with one of the codes, or something that passes the check, which names what is wrong. */
export interface Verdict {
  codes: readonly number[];
  /** Absent where nothing but a refusal is right. */
  check?: (reply: Reply) => string | undefined;
}

/** Runs the command on the model; undefined when the answer would depend on an order nothing promises. */
export function judge(model: Model, command: Command): Verdict | undefined {
  try {
    return decide(model, command);
  } catch (error) {
    if (error instanceof Refusal) return { codes: [error.code] };
    throw error;
  }
}

function decide(model: Model, command: Command): Verdict | undefined {
  if ('update' in command && isDoc(command.update)) changesOf(command.update);
  switch (command.do) {
    case 'insert':
      model.insert(command.document);
      return numbers({ n: 1 });
    case 'createIndex':
      model.addIndex(command.index);
      return numbers({});
    case 'find':
      return foundBy(model, command);
    case 'project': {
      const paths = command.fields.map((path) => path.split('.'));
      const shape = command.keeps ? only : without;
      return listed(
        model.find(command.filter).map((document) => shape(document, command.keeps ? [['_id'], ...paths] : paths)),
      );
    }
    case 'count':
      return numbers({ n: model.find(command.filter).length });
    case 'distinct': {
      const found = model.find(command.filter).flatMap((document) => ends(document, command.path.split('.')).flat());
      return sameValues(once(found.filter((value) => value !== missing)));
    }
    case 'group':
      return sameValues(groups(model.find(command.filter), command.by));
    case 'update': {
      const targets = targetsOf(model, command.filter);
      if (targets === undefined) return undefined;
      const result = model.update(targets, command);
      return result && numbers({ n: targets.length, modified: result.modified });
    }
    case 'upsert':
      return upserted(model, command);
    case 'findAndModify':
      return firstChanged(model, command);
    case 'delete': {
      const gone = targetsOf(model, command.filter);
      if (gone === undefined) return undefined;
      model.remove(gone);
      return numbers({ n: gone.length });
    }
  }
}

function foundBy(model: Model, { filter, sort = {}, skip, limit }: Command & { do: 'find' }): Verdict {
  const most = limit === 0 ? Infinity : skip + limit;
  const { ordered, codes, isRefused } = walk(model, { filter, sort, most });
  if (isRefused) return { codes };
  const matched = new Set(ordered.map(text));
  const expected = ordered.slice(skip, most);
  const check = ({ documents = [] }: Reply) => {
    if (documents.length !== expected.length) return `${documents.length} documents instead of ${expected.length}`;
    if (new Set(documents.map(text)).size !== documents.length) return 'a document twice';
    const foreign = documents.find((document) => !matched.has(text(document)));
    if (foreign !== undefined) return `${text(foreign)} does not match`;
    const place = documents.findIndex(
      (document, i) => compareRows(sortRow(document, sort), sortRow(expected[i] as Doc, sort)) !== 0,
    );
    return place < 0 ? undefined : `${text(documents[place])} in place of ${text(expected[place])}`;
  };
  return { codes, check };
}

/** What a write changes; undefined when its filter fails beside matches, which may or may not have been changed before. */
function targetsOf(model: Model, filter: Doc): Doc[] | undefined {
  const { matched, failed } = model.search(filter);
  return matched.length > 0 && failed.length > 0 ? undefined : model.find(filter);
}

function upserted(model: Model, { id, ...change }: Command & { do: 'upsert' }): Verdict | undefined {
  const [target] = model.find({ _id: id });
  if (target !== undefined) {
    const result = model.update([target], change);
    return result && numbers({ n: 1, modified: result.modified });
  }
  model.insert(updated({ _id: id }, change));
  return numbers({ n: 1, modified: 0 });
}

function firstChanged(
  model: Model,
  { filter, sort, update, arrayFilters, after }: Command & { do: 'findAndModify' },
): Verdict | undefined {
  const { ordered, codes, isRefused } = walk(model, { filter, sort, most: 1 });
  if (isRefused) return { codes };
  if (codes.length > 0) return undefined;
  const [target] = ordered;
  if (target === undefined) return listed([]);
  if (update === undefined) {
    model.remove([target]);
    return listed([target]);
  }
  const result = model.update([target], { update, ...(arrayFilters && { arrayFilters }) });
  return result && listed(after ? result.after : [target]);
}

function groups(documents: readonly Doc[], by: string): Doc[] {
  const keyOf = (document: Doc) => document[by] ?? null;
  return once(documents.map(keyOf)).map((key) => {
    const members = documents.filter((document) => same(keyOf(document), key));
    const values = members.map(({ b }) => b).filter((b) => b !== missing && b !== null);
    const [least = null, greatest = least] = [values.reduce(lesser, values[0]), values.reduce(greater, values[0])];
    return { _id: key, count: new Int32(members.length), least, greatest };
  });
}

function lesser(a: unknown, b: unknown): unknown {
  return compare(b, a) < 0 ? b : a;
}

function greater(a: unknown, b: unknown): unknown {
  return compare(b, a) > 0 ? b : a;
}

function numbers(expected: Reply): Verdict {
  return {
    codes: [],
    check: ({ n, modified }) => {
      if (expected.n !== undefined && expected.n !== n) return `n is ${n} instead of ${expected.n}`;
      if (expected.modified === undefined || expected.modified === modified) return undefined;
      return `nModified is ${modified} instead of ${expected.modified}`;
    },
  };
}

function listed(expected: readonly Doc[]): Verdict {
  const wanted = expected.map(text).sort().join('\n');
  return {
    codes: [],
    check: ({ documents = [] }) => {
      const got = documents.map(text).sort().join('\n');
      return got === wanted ? undefined : `got\n${got}\ninstead of\n${wanted}`;
    },
  };
}

/** Each value once and no other; of equal numbers of different types any may stand for all. */
function sameValues(expected: readonly unknown[]): Verdict {
  return {
    codes: [],
    check: ({ values = [] }) => {
      const agree =
        values.length === expected.length && expected.every((one) => values.some((value) => same(one, value)));
      return agree ? undefined : `got ${text({ values })} instead of ${text({ values: expected })}`;
    },
  };
}

export function text(document: unknown): string {
  return EJSON.stringify(document, { relaxed: false });
}
