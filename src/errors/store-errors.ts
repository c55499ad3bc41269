import { mongo } from 'mongoose';
import { StoreUnavailable } from './domain-error.js';

const DUPLICATE_KEY = 11000;

/** True when a unique index had the last word; `index` narrows it to one index by name. */
export function isDuplicateKey(error: unknown, index?: string): error is mongo.MongoServerError {
  if (!(error instanceof mongo.MongoServerError) || error.code !== DUPLICATE_KEY) return false;
  return index === undefined || duplicateIndexOf(error) === index;
}

/** Name of the index that refused the write: MongoDB says it only in the message, in a fixed form. */
export function duplicateIndexOf(error: mongo.MongoServerError): string | undefined {
  return /index: (\S+) dup key/.exec(error.message)?.[1];
}

/** Turns what the driver throws when no server answers into the one named error that pages and callers understand. */
export function nameStoreError(error: unknown): unknown {
  return isUnreachable(error) ? new StoreUnavailable(error) : error;
}

function isUnreachable(error: unknown): boolean {
  return (
    error instanceof mongo.MongoServerSelectionError ||
    error instanceof mongo.MongoNetworkError ||
    error instanceof mongo.MongoNotConnectedError ||
    error instanceof mongo.MongoTopologyClosedError ||
    error instanceof mongo.MongoOperationTimeoutError ||
    (error instanceof Error && error.name === 'MongooseServerSelectionError')
  );
}
