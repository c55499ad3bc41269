import type { Document } from '../bson/values.js';
import type { Variables } from '../expressions/scope.js';

export interface PipelineContext {
  variables: Variables;
  /** Runs a pipeline over another collection of the database. */
  from: (collection: string, pipeline: readonly unknown[], context: PipelineContext) => Iterable<Document>;
}
