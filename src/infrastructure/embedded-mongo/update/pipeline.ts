import { isDocument, type Document } from '../bson/values.js';
import { CommandError } from '../errors.js';
import { documentStage } from '../aggregation/document-stages.js';
import type { Variables } from '../expressions/scope.js';

const allowed = ['$addFields', '$set', '$project', '$unset', '$replaceRoot', '$replaceWith'];

export function compileUpdatePipeline(
  pipeline: readonly unknown[],
  variables?: Variables,
): (document: Document) => Document {
  const stages = pipeline.map((stage) => {
    const [name = '', ...others] = isDocument(stage) ? Object.keys(stage) : [];
    if (others.length > 0)
      throw new CommandError(40323, 'A pipeline stage specification object must contain exactly one field.');
    if (!allowed.includes(name)) throw new CommandError(72, `${name} is not allowed to be used within an update`);
    return documentStage(name, (stage as Document)[name], variables) as (document: Document) => Document;
  });
  return (document) => {
    const result = stages.reduce((current, stage) => stage(current), document);
    return '_id' in result || !('_id' in document) ? result : { _id: document['_id'], ...result };
  };
}
