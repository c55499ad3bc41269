import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { makeTempFolder } from './temp-folder.js';

const READY_WITHIN_MS = 120_000;

const children = new Set<ChildProcess>();
process.once('exit', () => {
  for (const child of children) child.kill('SIGKILL');
});

export interface Product {
  url: string;
  /** Set when the product runs its embedded store. */
  storeUri: string | undefined;
  dataDir: string;
  pid: number;
  /** Everything written to stderr so far. */
  logs: () => string;
  /** Everything written to stdout so far. */
  output: () => string;
  /** The exit code, once it has ended. */
  ended: Promise<number | null>;
  /** Sends a signal, SIGTERM unless told otherwise, and resolves with the exit code. */
  stop: (signal?: NodeJS.Signals) => Promise<number | null>;
}

export interface ProductOptions {
  env?: Record<string, string>;
  /** What to run instead of the product itself, for tests of the supervisor. */
  script?: string;
  scriptArgs?: string[];
  nodeArgs?: string[];
}

/** Runs the whole product as `npm start` does, on free ports and an empty data folder, until /readyz answers 200. */
export async function startProduct(options: ProductOptions = {}): Promise<Product> {
  const { child, dataDir, output } = spawnProduct(options);
  const ended = once(child, 'close').then(([code]) => code as number | null);
  const ready = await waitForReady(child, output);
  return {
    ...ready,
    dataDir,
    pid: child.pid!,
    logs: () => output.stderr,
    output: () => output.stdout,
    ended,
    stop: (signal = 'SIGTERM') => {
      child.kill(signal);
      return ended;
    },
  };
}

/** Runs the product where it must refuse to start; resolves with its exit code and output. */
export async function runToEnd(options: ProductOptions) {
  const { child, output } = spawnProduct(options);
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, ...output };
}

function spawnProduct({ env = {}, script = 'scripts/start.mjs', scriptArgs = [], nodeArgs = [] }: ProductOptions) {
  const dataDir = env['DATA_DIR'] ?? makeTempFolder('product');
  const child = spawn(process.execPath, [...nodeArgs, script, ...scriptArgs], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, NODE_ENV: 'test', PORT: '0', STORE_PORT: '0', DATA_DIR: dataDir, ...env },
  });
  const output = { stdout: '', stderr: '' };
  child.stdout.on('data', (chunk: Buffer) => (output.stdout += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (output.stderr += chunk.toString()));
  children.add(child);
  child.once('exit', () => children.delete(child));
  return { child, dataDir, output };
}

async function waitForReady(child: ChildProcess, output: { stdout: string; stderr: string }) {
  return new Promise<Pick<Product, 'url' | 'storeUri'>>((resolve, reject) => {
    const fail = (why: string) => reject(new Error(`the product ${why}\n${output.stderr.slice(-4000)}`));
    const timer = setTimeout(() => fail('was not ready in time'), READY_WITHIN_MS);
    child.once('exit', (code) => fail(`ended with ${String(code)}`));
    child.stdout?.on('data', () => {
      const url = /^ready (\S+)$/m.exec(output.stdout)?.[1];
      if (!url) return;
      clearTimeout(timer);
      resolve({ url, storeUri: /^store (\S+)$/m.exec(output.stdout)?.[1] });
    });
  });
}
