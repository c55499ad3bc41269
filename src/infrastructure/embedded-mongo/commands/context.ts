import type { Document } from '../bson/values.js';
import { failedToParse, CommandError } from '../errors.js';
import { compileExpression } from '../expressions/compile.js';
import type { Variables } from '../expressions/scope.js';
import { isDocument } from '../bson/values.js';
import type { Collection } from '../storage/collection.js';
import type { Store } from '../storage/store.js';
import type { Cursors } from './cursors.js';
import type { Sessions } from './sessions.js';

export interface CommandContext {
  store: Store;
  cursors: Cursors;
  sessions: Sessions;
  database: string;
  name: string;
  command: Document;
  connectionId: number;
}

export type Handler = (context: CommandContext) => Document | Promise<Document>;

/** The collection a command names, as `database.collection`. */
export function namespaceOf({ database, name, command }: CommandContext, key = name): string {
  const collection = command[key];
  if (typeof collection !== 'string')
    throw new CommandError(2, `collection name has invalid type ${typeof collection}`);
  if (collection === '') throw new CommandError(73, `Invalid namespace specified '${database}.'`);
  return `${database}.${collection}`;
}

export function collectionOf(context: CommandContext): Collection | undefined {
  return context.store.catalogue.get(namespaceOf(context));
}

export function documentOption(command: Document, name: string): Document | undefined {
  const value = command[name];
  if (value === undefined || value === null) return undefined;
  if (!isDocument(value)) throw new CommandError(14, `BSON field '${name}' is the wrong type, expected type 'object'`);
  return value;
}

export function filterOption(command: Document, name: string): Document {
  return documentOption(command, name) ?? {};
}

/** The command's `let`: expressions without a document, evaluated once. */
export function letVariables(command: Document): Variables {
  const spec = documentOption(command, 'let');
  if (spec === undefined) return {};
  return Object.fromEntries(Object.keys(spec).map((name) => [name, compileExpression(spec[name])({})]));
}

export function refuseCollation(options: Document): void {
  const collation = options['collation'];
  if (!isDocument(collation) || collation['locale'] === 'simple') return;
  throw new CommandError(238, 'Collation is not supported by this store');
}

export function listOption(command: Document, name: string): Document[] {
  const value = command[name];
  if (!Array.isArray(value) || !value.every(isDocument))
    throw failedToParse(`BSON field '${name}' must be an array of documents`);
  return value;
}
