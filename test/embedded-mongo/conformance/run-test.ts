import { MongoBulkWriteError, MongoClientBulkWriteError, MongoServerError, type MongoClient } from 'mongodb';
import type { Document } from 'bson';
import { Entities } from './entities.js';
import { mismatch } from './matching.js';
import { perform } from './operations.js';
import { plain } from './plain.js';
import type { CollectionData, Operation, SpecFile, SpecTest } from './suite.js';

export interface Server {
  uri: string;
  /** A client of the runner's own, which no test observes. */
  client: MongoClient;
}

/** Runs one test against a server holding the file's initial data; throws at the first difference. */
export async function runTest(server: Server, file: SpecFile, test: SpecTest): Promise<void> {
  for (const data of file.initialData ?? []) await load(server.client, data);
  const entities = new Entities(server.uri, file);
  try {
    for (const operation of test.operations) await runOperation(entities, operation);
    for (const { client, events } of test.expectEvents ?? []) checkEvents(entities, client, events);
  } finally {
    await entities.close();
  }
  for (const data of test.outcome ?? []) await checkOutcome(server.client, data);
}

async function load(client: MongoClient, { databaseName, collectionName, documents }: CollectionData): Promise<void> {
  const collection = client.db(databaseName).collection(collectionName);
  await collection.drop();
  if (documents.length > 0) await collection.insertMany(documents.map((document) => ({ ...document })));
  else await client.db(databaseName).createCollection(collectionName);
}

async function runOperation(entities: Entities, operation: Operation): Promise<void> {
  const { expectResult, expectError, name } = operation;
  if (expectError === undefined) {
    const result = await perform(entities, operation);
    if (expectResult !== undefined) agree(expectResult, result, name);
    return;
  }
  const error = await perform(entities, operation).then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof Error)) throw new Error(`${name} must fail`);
  checkError(error, expectError, name);
}

function checkError(error: Error, expected: Document, name: string): void {
  if (typeof expected['isClientError'] === 'boolean') agree(expected['isClientError'], isClientError(error), name);
  const contained = expected['errorContains'] as string | undefined;
  if (contained !== undefined && !error.message.toLowerCase().includes(contained.toLowerCase()))
    throw new Error(`${name}: "${error.message}" does not contain "${contained}"`);
  const cause = error instanceof MongoClientBulkWriteError && error.cause instanceof Error ? error.cause : error;
  if ('errorCode' in expected) agree(expected['errorCode'], (cause as MongoServerError).code, `${name}.code`);
  if ('errorCodeName' in expected) agree(expected['errorCodeName'], (cause as MongoServerError).codeName, name);
  if ('errorResponse' in expected)
    agree(expected['errorResponse'], plain((cause as MongoServerError).errorResponse), `${name}.response`);
  for (const [index, wanted] of Object.entries((expected['writeErrors'] ?? {}) as Document))
    agree(wanted, (error as MongoClientBulkWriteError).writeErrors.get(Number(index)), `${name}.writeErrors`);
  if ('writeConcernErrors' in expected)
    agree(
      Object.values(expected['writeConcernErrors']),
      plain((error as MongoClientBulkWriteError).writeConcernErrors),
      name,
    );
  if ('expectResult' in expected) agree(expected['expectResult'], partialResult(error), `${name}.result`);
}

function isClientError(error: Error): boolean {
  if (error instanceof MongoClientBulkWriteError) return false;
  return !(error instanceof MongoServerError);
}

function partialResult(error: Error): unknown {
  if (error instanceof MongoClientBulkWriteError) return plain(error.partialResult);
  return error instanceof MongoBulkWriteError ? plain(error.result) : undefined;
}

function checkEvents(entities: Entities, client: string, expected: Record<string, Document>[]): void {
  const seen = entities.events.get(client) ?? [];
  const names = seen.map(({ event }) => String(event['commandName'])).join(', ');
  if (seen.length !== expected.length) throw new Error(`${expected.length} commands expected, got ${names || 'none'}`);
  for (const [i, entry] of expected.entries()) {
    const [[kind, { command, reply, ...rest }]] = Object.entries(entry) as [[string, Document]];
    const actual = seen[i];
    agree(kind, actual?.kind, `event ${i}`);
    agree(rest, actual?.event, `event ${i}`);
    if (command !== undefined) agree(command, actual?.event['command'], `event ${i}.command`);
    if (reply !== undefined) agree(reply, actual?.event['reply'], `event ${i}.reply`);
  }
}

async function checkOutcome(client: MongoClient, expected: CollectionData): Promise<void> {
  const { databaseName, collectionName, documents } = expected;
  const found = await client.db(databaseName).collection(collectionName).find().sort({ _id: 1 }).toArray();
  agree(documents, found, `${databaseName}.${collectionName}`);
}

function agree(expected: unknown, actual: unknown, what: string): void {
  const found = mismatch(expected, actual);
  if (found !== undefined) throw new Error(`${what}: ${found}`);
}
