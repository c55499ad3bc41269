import { createServer, type Server, type Socket } from 'node:net';
import { Cursors } from './commands/cursors.js';
import { runCommand } from './commands/registry.js';
import { forgetRetries } from './commands/retries.js';
import { Sessions } from './commands/sessions.js';
import { CommandError } from './errors.js';
import { removeExpired } from './expiry.js';
import { serveConnection } from './protocol/connection.js';
import type { Request } from './protocol/framing.js';
import { Store } from './storage/store.js';
import { systemTime } from './system-time.js';

const SWEEP_MS = 60_000;
const loopback = ['127.0.0.1', '::1', 'localhost'];

export interface EmbeddedMongoOptions {
  /** Folder of the data; created when it is missing. */
  path: string;
  /** 0 takes a free one. */
  port: number;
  host?: string;
  /** False is for measuring only: the operating system decides when data reaches the disk. */
  flush?: boolean;
}

export interface EmbeddedMongo {
  port: number;
  close: () => Promise<void>;
}

/** Opens the store and serves it on loopback; rejects when the folder or the port is taken. */
export async function startEmbeddedMongo({
  path,
  port,
  host = '127.0.0.1',
  flush = true,
}: EmbeddedMongoOptions): Promise<EmbeddedMongo> {
  if (!loopback.includes(host)) throw new Error(`The embedded store listens on loopback only, not on ${host}`);
  const store = new Store({ path, flush });
  const cursors = new Cursors();
  const sessions = new Sessions();
  const sockets = new Set<Socket>();
  let connections = 0;
  const server = createServer((socket) => {
    const connectionId = ++connections;
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    serveConnection(socket, (request) => runCommand({ ...parsed(request), store, cursors, sessions, connectionId }));
  });
  try {
    await listen(server, port, host);
  } catch (error) {
    await store.close();
    throw error;
  }
  const sweep = setInterval(() => void sweepAll(store, cursors, sessions).catch(tryAgainLater), SWEEP_MS);
  sweep.unref();
  const address = server.address();
  return {
    port: typeof address === 'object' && address !== null ? address.port : port,
    close: async () => {
      clearInterval(sweep);
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      for (const socket of sockets) socket.destroy();
      await closed;
      cursors.killAll();
      await store.close();
    },
  };
}

function parsed({ command }: Request) {
  const name = Object.keys(command)[0];
  if (name === undefined) throw new CommandError(59, 'no command');
  const database = typeof command['$db'] === 'string' ? command['$db'] : 'admin';
  return { database, name, command };
}

function listen(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve();
    });
  });
}

/** A full disk, say: the next sweep is a minute away. */
function tryAgainLater(error: unknown): void {
  process.stderr.write(`store: the sweep failed: ${(error as Error).message}\n`);
}

async function sweepAll(store: Store, cursors: Cursors, sessions: Sessions): Promise<void> {
  const now = systemTime();
  cursors.sweep(now);
  sessions.sweep(now);
  await removeExpired(store, now);
  await forgetRetries({ store }, now);
}
