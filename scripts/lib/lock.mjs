import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const POLL_MS = 100;

/** Takes the lock file and returns its release; undefined while a living process holds it. */
export function tryLock(file) {
  mkdirSync(dirname(file), { recursive: true });
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, identity(process.pid));
  try {
    // A link appears whole or not at all, so nobody ever reads a lock without its owner.
    linkSync(draft, file);
    return () => rmSync(file, { force: true });
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
  } finally {
    rmSync(draft, { force: true });
  }
  if (lockOwner(file)) return undefined;
  discard(file);
  return tryLock(file);
}

/** Runs the work while holding the lock file, waiting for whoever holds it first. */
export async function withLock(file, work) {
  let release = tryLock(file);
  while (!release) {
    await sleep(POLL_MS);
    release = tryLock(file);
  }
  try {
    return await work();
  } finally {
    release();
  }
}

/** Process id of the living owner of a lock file. */
export function lockOwner(file) {
  const owner = readIfThere(file);
  const pid = Number(owner?.split(' ')[0]);
  return owner && owner === identity(pid) ? pid : undefined;
}

/** Names a living process and no later one with the same id, as containers reuse ids at every start; empty when there is none. */
export function identity(pid) {
  if (process.platform !== 'linux') return isAlive(pid) ? `${pid} ` : '';
  const stat = readIfThere(`/proc/${pid}/stat`);
  return stat ? `${pid} ${stat.slice(stat.lastIndexOf(')')).split(' ')[20]}` : '';
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

// Only one of several processes can rename the dead owner's file away.
function discard(file) {
  const grave = `${file}.${process.pid}.dead`;
  try {
    renameSync(file, grave);
    rmSync(grave, { force: true });
  } catch (error) {
    if (error.code !== 'ENOENT') throw error;
  }
}

function readIfThere(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (error.code === 'ENOENT' || error.code === 'ESRCH') return undefined;
    throw error;
  }
}
