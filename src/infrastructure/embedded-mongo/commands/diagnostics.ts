import { arch, cpus, hostname, platform, release, totalmem } from 'node:os';
import type { Document } from '../bson/values.js';
import { toNumber } from '../bson/numbers.js';
import { CommandError } from '../errors.js';
import type { CommandContext } from './context.js';
import { systemTime } from '../system-time.js';

const MEGABYTE = 1024 * 1024;

/** What mongosh and monitoring ask of a server's machine. */
export function hostInfo(): Document {
  return {
    system: {
      currentTime: new Date(systemTime()),
      hostname: hostname(),
      cpuAddrSize: 64,
      memSizeMB: Math.round(totalmem() / MEGABYTE),
      numCores: cpus().length,
      cpuArch: arch(),
    },
    os: { type: platform(), name: platform(), version: release() },
    extra: {},
    ok: 1,
  };
}

export function getCmdLineOpts(): Document {
  return { argv: [], parsed: {}, ok: 1 };
}

/** There is no log to read, and nothing to be warned of at the start. */
export function getLog({ command }: CommandContext): Document {
  if (command['getLog'] === '*') return { names: ['global', 'startupWarnings'], ok: 1 };
  if (command['getLog'] !== 'global' && command['getLog'] !== 'startupWarnings')
    throw new CommandError(96, `No log named '${String(command['getLog'])}'`);
  return { totalLinesWritten: 0, log: [], ok: 1 };
}

/** The profiler is off and stays off. */
export function profile({ command }: CommandContext): Document {
  if (toNumber(command['profile']) > 0) throw new CommandError(238, 'The profiler is not supported by this store');
  return { was: 0, slowms: 100, sampleRate: 1, ok: 1 };
}

export function replSetGetStatus(): never {
  throw new CommandError(76, 'not running with --replSet');
}

/** There are no users: nobody's name and password are right. */
export function refuseAuthentication(): never {
  throw new CommandError(18, 'Authentication failed.');
}

export function refuseSearch({ name }: CommandContext): never {
  throw new CommandError(31082, `${name} needs an Atlas Search deployment`);
}
