import type { Document } from '../bson/values.js';
import type { Flow, Slices } from '../flow.js';
import type { Variables } from '../expressions/scope.js';

export interface PipelineContext {
  variables: Variables;
  /** Absent where nothing may come between. */
  slices?: Slices | undefined;
  /** Runs a pipeline over another collection of the database. */
  from: (collection: string, pipeline: readonly unknown[], context: PipelineContext) => Flow<Document>;
}
