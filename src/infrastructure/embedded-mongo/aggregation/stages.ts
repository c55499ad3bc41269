import { Aggregator } from 'mingo';
import type { AnyObject } from 'mingo/types';
import { isNumeric, toNumber } from '../bson/numbers.js';
import { fromPlain, toPlain } from '../bson/plain.js';
import { field, isDocument, setField, type Document } from '../bson/values.js';
import { CommandError, failedToParse } from '../errors.js';
import { type Flow, gathered, PAUSE, unpaused, type Pause } from '../flow.js';
import { compileFilter } from '../query/filter.js';
import { compileOrder, sorted } from '../query/sort.js';
import { documentStage } from './document-stages.js';
import { groupStage } from './group.js';
import { lookupStage } from './lookup.js';
import type { PipelineContext } from './pipeline-context.js';
import { unwindStage } from './unwind.js';

export type Stage = (input: Flow<Document>) => Flow<Document>;

const refused: Record<string, [number, string]> = {
  $out: [115, '$out is not supported by this store'],
  $merge: [115, '$merge is not supported by this store'],
  $changeStream: [40573, 'The $changeStream stage is only supported on replica sets'],
  $geoNear: [115, '$geoNear is not supported by this store'],
  $collStats: [40602, '$collStats is only valid as the first stage in a pipeline'],
  $currentOp: [115, '$currentOp is not supported by this store'],
  $search: [31082, '$search needs an Atlas Search deployment'],
  $searchMeta: [31082, '$searchMeta needs an Atlas Search deployment'],
  $vectorSearch: [31082, '$vectorSearch needs an Atlas Search deployment'],
  $listSearchIndexes: [31082, '$listSearchIndexes needs an Atlas Search deployment'],
};

const viaMingo = [
  '$bucket',
  '$bucketAuto',
  '$setWindowFields',
  '$densify',
  '$fill',
  '$graphLookup',
  '$redact',
  '$group',
];

export function checkPipeline(pipeline: unknown): readonly Document[] {
  if (!Array.isArray(pipeline)) throw failedToParse("'pipeline' option must be specified as an array");
  for (const stage of pipeline) {
    if (!isDocument(stage) || Object.keys(stage).length !== 1) {
      throw new CommandError(40323, 'A pipeline stage specification object must contain exactly one field.');
    }
  }
  return pipeline as Document[];
}

export function runStages(
  input: Flow<Document>,
  pipeline: readonly unknown[],
  context: PipelineContext,
): Flow<Document> {
  const stages = checkPipeline(pipeline).map((stage) => {
    const name = Object.keys(stage)[0] as string;
    return compileStage(name, stage[name], context);
  });
  return stages.reduce<Flow<Document>>((current, stage) => stage(current), input);
}

export function compileStage(name: string, spec: unknown, context: PipelineContext): Stage {
  const { variables } = context;
  const refusal = refused[name];
  if (refusal !== undefined) throw new CommandError(...refusal);
  const single = documentStage(name, spec, variables);
  if (single !== undefined) return (input) => mapped(input, single);
  switch (name) {
    case '$match': {
      const matches = compileFilter(documentOf(name, spec), variables);
      return (input) => filtered(input, matches);
    }
    case '$sort': {
      const order = compileOrder(documentOf(name, spec));
      return (input) => sorted(input, order, { mayPause: context.slices !== undefined });
    }
    case '$limit':
      return limit(wholeNumber(name, spec, 1));
    case '$skip':
      return skip(wholeNumber(name, spec, 0));
    case '$unwind':
      return unwindStage(spec);
    case '$group':
      return groupStage(spec, variables) ?? foreign(name, spec, context);
    case '$count':
      return count(spec);
    case '$sortByCount':
      return chain([{ $group: { _id: spec, count: { $sum: 1 } } }, { $sort: { count: -1 } }], context);
    case '$lookup':
      return lookupStage(spec, context);
    case '$unionWith':
      return unionWith(spec, context);
    case '$facet':
      return facet(spec, context);
    case '$sample':
      return sample(spec);
    default:
      if (viaMingo.includes(name)) return foreign(name, spec, context);
      throw new CommandError(40324, `Unrecognized pipeline stage name: '${name}'`);
  }
}

function documentOf(name: string, spec: unknown): Document {
  if (!isDocument(spec)) throw new CommandError(15959, `the ${name} stage's specification must be an object`);
  return spec;
}

function wholeNumber(name: string, spec: unknown, least: number): number {
  const number = toNumber(spec);
  if (!isNumeric(spec) || !Number.isInteger(number) || number < least) {
    throw new CommandError(
      name === '$limit' ? 15958 : 15956,
      `invalid argument to ${name} stage: Expected an integer of at least ${least}`,
    );
  }
  return number;
}

function* mapped(input: Flow<Document>, apply: (document: Document) => Document): Generator<Document | Pause> {
  for (const document of input) yield document === PAUSE ? PAUSE : apply(document);
}

function* filtered(input: Flow<Document>, matches: (document: Document) => boolean): Generator<Document | Pause> {
  for (const document of input) if (document === PAUSE || matches(document)) yield document;
}

function limit(most: number): Stage {
  return function* (input) {
    let position = 0;
    for (const document of input) {
      yield document;
      if (document !== PAUSE && ++position >= most) return;
    }
  };
}

function skip(least: number): Stage {
  return function* (input) {
    let position = 0;
    for (const document of input) if (document === PAUSE || position++ >= least) yield document;
  };
}

function count(spec: unknown): Stage {
  if (typeof spec !== 'string' || spec === '')
    throw new CommandError(40156, 'the count field must be a non-empty string');
  return function* (input) {
    let total = 0;
    for (const document of input)
      if (document === PAUSE) yield PAUSE;
      else total++;
    if (total > 0) yield { [spec]: total };
  };
}

function sample(spec: unknown): Stage {
  const size = toNumber(documentOf('$sample', spec)['size']);
  return function* (input) {
    const all = yield* gathered(input);
    for (let i = all.length - 1; i > 0; i--) {
      const j = Math.floor(Math.random() * (i + 1));
      [all[i], all[j]] = [all[j] as Document, all[i] as Document];
    }
    yield* all.slice(0, size);
  };
}

function chain(pipeline: readonly Document[], context: PipelineContext): Stage {
  return (input) => runStages(input, pipeline, context);
}

function facet(spec: unknown, context: PipelineContext): Stage {
  const facets = Object.entries(documentOf('$facet', spec));
  return function* (input) {
    const all = yield* gathered(input);
    const result: Document = {};
    for (const [name, pipeline] of facets) {
      if (!Array.isArray(pipeline)) throw new CommandError(40170, 'arguments to $facet must be arrays');
      setField(result, name, yield* gathered(runStages(all, pipeline, context)));
    }
    yield result;
  };
}

function unionWith(spec: unknown, context: PipelineContext): Stage {
  const from = isDocument(spec) ? field(spec, 'coll') : spec;
  const pipeline = isDocument(spec) ? (field(spec, 'pipeline') ?? []) : [];
  return function* (input) {
    yield* input;
    yield* context.from(String(from), pipeline as readonly unknown[], context);
  };
}

/** A stage this folder does not have: mingo runs it, over plain copies. */
function foreign(name: string, spec: unknown, context: PipelineContext): Stage {
  const collectionResolver = (from: string) =>
    [...unpaused(context.from(from, [], context))].map(toPlain) as AnyObject[];
  return function* (input) {
    const documents = (yield* gathered(input)).map(toPlain) as AnyObject[];
    try {
      const stage = { [name]: toPlain(spec) };
      yield* new Aggregator([stage], { collectionResolver })
        .run(documents)
        .map((document) => fromPlain(document) as Document);
    } catch (error) {
      throw new CommandError(2, (error as Error).message);
    }
  };
}
