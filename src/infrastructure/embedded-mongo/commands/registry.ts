import { CommandError } from '../errors.js';
import type { Document } from '../bson/values.js';
import { bulkWrite } from './bulk-write.js';
import { collMod } from './coll-mod.js';
import { create, drop, dropDatabase, listCollections, listDatabases, renameCollection } from './collections.js';
import type { CommandContext, Handler } from './context.js';
import {
  getCmdLineOpts,
  getLog,
  hostInfo,
  profile,
  refuseAuthentication,
  refuseSearch,
  replSetGetStatus,
} from './diagnostics.js';
import { explain } from './explain.js';
import { findAndModify } from './find-and-modify.js';
import { createIndexes, dropIndexes, listIndexes } from './indexes.js';
import { aggregate, count, distinct, find, getMore, killCursors } from './read.js';
import {
  buildInfo,
  connectionStatus,
  done,
  endSessions,
  getParameter,
  hello,
  onlyReplicated,
  serverStatus,
} from './server.js';
import { checkStableApi } from './stable-api.js';
import { collStats, dbStats } from './stats.js';
import { insert, remove, update } from './write.js';
import { systemTime } from '../system-time.js';

const handlers: Record<string, Handler> = {
  hello,
  ismaster: hello,
  isMaster: hello,
  ping: done,
  buildInfo,
  buildinfo: buildInfo,
  serverStatus,
  connectionStatus,
  getParameter,
  endSessions,
  startSession: done,
  refreshSessions: done,
  killSessions: done,
  fsync: done,
  find,
  getMore,
  killCursors,
  count,
  distinct,
  aggregate,
  explain,
  insert,
  update,
  delete: remove,
  findAndModify,
  findandmodify: findAndModify,
  bulkWrite,
  create,
  drop,
  collMod,
  dropDatabase,
  renameCollection,
  listCollections,
  listDatabases,
  createIndexes,
  dropIndexes,
  deleteIndexes: dropIndexes,
  listIndexes,
  collStats,
  collstats: collStats,
  dbStats,
  dbstats: dbStats,
  hostInfo,
  getCmdLineOpts,
  getLog,
  profile,
  replSetGetStatus,
  saslStart: refuseAuthentication,
  saslContinue: refuseAuthentication,
  authenticate: refuseAuthentication,
  createSearchIndexes: refuseSearch,
  updateSearchIndex: refuseSearch,
  dropSearchIndex: refuseSearch,
  commitTransaction: onlyReplicated,
  abortTransaction: onlyReplicated,
};

const adminOnly = [
  'listDatabases',
  'renameCollection',
  'bulkWrite',
  'fsync',
  'getCmdLineOpts',
  'getLog',
  'replSetGetStatus',
];

export function runCommand(context: CommandContext): Document | Promise<Document> {
  const { name, command, database } = context;
  const handler = Object.hasOwn(handlers, name) ? handlers[name] : undefined;
  if (handler === undefined) throw new CommandError(59, `no such command: '${name}'`);
  if (database === '' || /[\s/\\."$]/.test(database))
    throw new CommandError(73, `Invalid database name: '${database}'`);
  if (adminOnly.includes(name) && database !== 'admin')
    throw new CommandError(13, `${name} may only be run against the admin database.`);
  checkStableApi(name, command);
  if (command['autocommit'] !== undefined || command['startTransaction'] !== undefined) onlyReplicated();
  checkConcerns(command);
  context.sessions.touch(command, systemTime());
  return handler(context);
}

function checkConcerns(command: Document): void {
  const write = command['writeConcern'] as Document | undefined;
  if (typeof write?.['w'] === 'number' && write['w'] > 1)
    throw new CommandError(2, "cannot use 'w' > 1 when a host is not replicated");
  if (typeof write?.['w'] === 'string' && write['w'] !== 'majority')
    throw new CommandError(
      2,
      `cannot use non-majority 'w' mode ${write['w']} when a host is not a member of a replica set`,
    );
  const read = command['readConcern'] as Document | undefined;
  const level = read?.['level'];
  if (level === 'snapshot' || level === 'linearizable')
    throw new CommandError(123, `readConcern ${level} needs a replica set`);
}
