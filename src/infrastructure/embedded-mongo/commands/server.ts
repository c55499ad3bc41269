import { hostname } from 'node:os';
import type { Document } from '../bson/values.js';
import { CommandError } from '../errors.js';
import type { CommandContext } from './context.js';
import { systemTime } from '../system-time.js';

/** The server this store passes for: a standalone MongoDB 8.0. */
export const SERVER_VERSION = '8.0.0';
const WIRE_VERSION = 25;

export function hello({ name, connectionId }: CommandContext): Document {
  const primary = name === 'hello' ? { isWritablePrimary: true } : { ismaster: true };
  return {
    helloOk: true,
    ...primary,
    maxBsonObjectSize: 16 * 1024 * 1024,
    maxMessageSizeBytes: 48_000_000,
    maxWriteBatchSize: 100_000,
    localTime: new Date(systemTime()),
    logicalSessionTimeoutMinutes: 30,
    connectionId,
    minWireVersion: 0,
    maxWireVersion: WIRE_VERSION,
    readOnly: false,
    ok: 1,
  };
}

export function buildInfo(): Document {
  return {
    version: SERVER_VERSION,
    versionArray: [8, 0, 0, 0],
    gitVersion: 'embedded',
    modules: [],
    storageEngines: ['lmdb'],
    bits: 64,
    debug: false,
    maxBsonObjectSize: 16 * 1024 * 1024,
    ok: 1,
  };
}

export function serverStatus({ cursors }: CommandContext): Document {
  return {
    host: hostname(),
    version: SERVER_VERSION,
    process: 'embedded-mongo',
    pid: process.pid,
    uptime: Math.floor(process.uptime()),
    localTime: new Date(systemTime()),
    mem: { resident: Math.round(process.memoryUsage.rss() / 1024 / 1024) },
    metrics: { cursor: { open: { total: cursors.size } } },
    storageEngine: { name: 'lmdb', persistent: true },
    ok: 1,
  };
}

export function done(): Document {
  return { ok: 1 };
}

export function endSessions({ command, sessions }: CommandContext): Document {
  sessions.end(command['endSessions']);
  return { ok: 1 };
}

export function getParameter({ command }: CommandContext): Document {
  const known: Document = { featureCompatibilityVersion: { version: '8.0' } };
  const asked = Object.keys(known).filter((name) => command[name] !== undefined || command['getParameter'] === '*');
  if (asked.length === 0) throw new CommandError(72, 'no option found to get');
  return { ...Object.fromEntries(asked.map((name) => [name, known[name]])), ok: 1 };
}

export function connectionStatus(): Document {
  return { authInfo: { authenticatedUsers: [], authenticatedUserRoles: [] }, ok: 1 };
}

export function onlyReplicated(): never {
  throw new CommandError(20, 'Transaction numbers are only allowed on a replica set member or mongos');
}
