import { setField, type Document } from '../bson/values.js';
import type { IndexScan, Plan } from './plan.js';
import { showBounds } from './show-bounds.js';

export interface PlanShape {
  sort?: Document | undefined;
  skip?: number;
  limit?: number;
  projection?: Document | undefined;
}

/** A plan as the stages MongoDB's explain shows. */
export function describePlan(plan: Plan, { sort, skip = 0, limit = 0, projection }: PlanShape): Document {
  let stage = access(plan);
  if (sort !== undefined)
    stage = {
      stage: 'SORT',
      sortPattern: sort,
      ...(limit > 0 ? { limitAmount: limit + skip } : {}),
      inputStage: stage,
    };
  if (skip > 0) stage = { stage: 'SKIP', skipAmount: skip, inputStage: stage };
  if (limit > 0 && sort === undefined) stage = { stage: 'LIMIT', limitAmount: limit, inputStage: stage };
  return projection === undefined ? stage : { stage: 'PROJECTION_SIMPLE', transformBy: projection, inputStage: stage };
}

function access(plan: Plan): Document {
  if (plan.kind === 'collection') return { stage: 'COLLSCAN', direction: plan.reverse ? 'backward' : 'forward' };
  if (plan.kind === 'index') return { stage: 'FETCH', inputStage: indexStage(plan) };
  return { stage: 'FETCH', inputStage: { stage: 'OR', inputStages: plan.branches.map(indexStage) } };
}

function indexStage({ index, reverse, bounds }: IndexScan): Document {
  const { spec } = index;
  const indexBounds: Document = {};
  index.fields.forEach((name, i) => {
    const isBackwards = (index.descending[i] === true) !== reverse;
    setField(indexBounds, name, showBounds(bounds[i], isBackwards));
  });
  return {
    stage: 'IXSCAN',
    keyPattern: spec.key,
    indexName: spec.name,
    isMultiKey: index.isMultikey,
    isUnique: index.unique,
    isSparse: index.sparse,
    isPartial: spec.partialFilterExpression !== undefined,
    indexVersion: 2,
    direction: reverse ? 'backward' : 'forward',
    indexBounds,
  };
}
