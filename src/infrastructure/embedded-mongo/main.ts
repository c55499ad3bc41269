import { parseArgs } from 'node:util';
import { startEmbeddedMongo } from './index.js';
import { Store } from './storage/store.js';
import { storeStats, verifyStore } from './verify.js';

const usage = 'usage: store --path DIR [--port N] [--host ADDRESS] [--verify | --stats]';

interface Arguments {
  path: string;
  port: number;
  host: string;
  flush: boolean;
  task: 'serve' | 'verify' | 'stats';
}

function readArguments(): Arguments {
  const { values } = parseArgs({
    options: {
      path: { type: 'string' },
      port: { type: 'string', default: '27018' },
      host: { type: 'string', default: '127.0.0.1' },
      verify: { type: 'boolean', default: false },
      stats: { type: 'boolean', default: false },
      'no-flush': { type: 'boolean', default: false },
    },
  });
  const port = Number(values.port);
  if (values.path === undefined || !Number.isInteger(port) || port < 0 || port > 65535) throw new Error(usage);
  const task = (values.verify && 'verify') || (values.stats && 'stats') || 'serve';
  return { path: values.path, port, host: values.host, flush: !values['no-flush'], task };
}

async function inspect(path: string, look: (store: Store) => object | Promise<object>): Promise<object> {
  const store = new Store({ path });
  try {
    return await look(store);
  } finally {
    await store.close();
  }
}

async function serve(options: Arguments): Promise<void> {
  const store = await startEmbeddedMongo(options);
  process.stdout.write(`store mongodb://127.0.0.1:${store.port}\n`);
  let isClosing = false;
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.on(signal, () => {
      if (isClosing) return;
      isClosing = true;
      void store.close().then(() => process.exit(0));
    });
  }
}

async function run(): Promise<void> {
  const options = readArguments();
  if (options.task === 'serve') return serve(options);
  const found = await inspect(options.path, options.task === 'verify' ? verifyStore : storeStats);
  process.stdout.write(`${JSON.stringify(found)}\n`);
  if ('violations' in found && Array.isArray(found.violations) && found.violations.length > 0) process.exitCode = 1;
}

const words: Record<string, string> = {
  EADDRINUSE: 'the port is already in use',
  EROFS: 'the folder cannot be written: its file system is read-only',
  EACCES: 'the folder cannot be written: permission denied',
  ENOSPC: 'the folder cannot be written: the disk is full',
};

function wordsFor(error: unknown): string {
  const { code = '', syscall, message } = error as NodeJS.ErrnoException;
  const isPort = syscall === 'listen' && code !== 'EADDRINUSE';
  return (isPort ? undefined : words[code]) ?? (message.split('\n')[0] as string);
}

try {
  await run();
} catch (error) {
  process.stderr.write(`store: ${wordsFor(error)}\n`);
  process.exit(1);
}
