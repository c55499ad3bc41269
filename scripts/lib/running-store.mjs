import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { Child } from './child.mjs';
import { requireWritable } from './data-folder.mjs';
import { identity } from './lock.mjs';
import { Refusal } from './project.mjs';

const CLOSE_MS = 10_000;

/** Leaves word in the data folder where its store listens, for scripts that run beside the product. */
export function noteStore(dataDir, uri) {
  writeFileSync(noteOf(dataDir), JSON.stringify({ owner: identity(process.pid), uri }), { mode: 0o600 });
}

export function forgetStore(dataDir) {
  rmSync(noteOf(dataDir), { force: true });
}

/** Does the work with the address of the data folder's store: the one that is running, or one opened for as long as it takes. */
export async function withStore({ dist, env, store: { dataDir, storePort, uri } }, work) {
  const running = notedStore(dataDir) ?? ((await isListening(storePort)) ? uri : undefined);
  if (running) return work(running);
  requireWritable(dataDir);
  const path = join(dataDir, 'store');
  const opened = new Child('store', join(dist, 'src/infrastructure/embedded-mongo/main.js'), {
    args: ['--path', path, '--port', '0'],
    env,
    readStdout: true,
  });
  try {
    const line = await opened.line(/^store (mongodb:\/\/127\.0\.0\.1:\d+)/);
    if (!line) throw new Refusal(`the store in ${path} did not start`);
    return await work(`${line[1]}/xiyue`);
  } finally {
    await opened.stop(CLOSE_MS);
  }
}

// A note outlives a product that was killed, and its port may be another store's by now.
function notedStore(dataDir) {
  try {
    const { owner, uri } = JSON.parse(readFileSync(noteOf(dataDir), 'utf8'));
    return owner === identity(Number(owner.split(' ')[0])) ? uri : undefined;
  } catch (error) {
    if (error.code === 'ENOENT' || error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function noteOf(dataDir) {
  return join(dataDir, 'running-store.json');
}

function isListening(port) {
  if (port === 0) return false;
  return new Promise((resolve) => {
    const socket = connect({ host: '127.0.0.1', port });
    socket.once('error', () => resolve(false));
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
  });
}
