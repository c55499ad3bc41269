import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { makeTempFolder } from './temp-folder.js';

const READY_WITHIN_MS = 120_000;

export interface Product {
  url: string;
  /** Set when the product runs its embedded store. */
  storeUri: string | undefined;
  dataDir: string;
  pid: number;
  /** Everything written to stderr so far. */
  logs: () => string;
  /** Sends SIGTERM and resolves with the exit code. */
  stop: () => Promise<number | null>;
}

export interface ProductOptions {
  env?: Record<string, string>;
  /** What to run instead of the product itself, for tests of the supervisor. */
  script?: string;
}

/** Runs the whole product as `npm start` does, on free ports and an empty data folder, until /readyz answers 200. */
export async function startProduct(options: ProductOptions = {}): Promise<Product> {
  const { child, dataDir, output } = spawnProduct(options);
  const ready = await waitForReady(child, output);
  const stop = async () => {
    if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
    child.kill('SIGTERM');
    const [code] = (await once(child, 'exit')) as [number | null];
    return code;
  };
  return { ...ready, dataDir, pid: child.pid ?? 0, logs: () => output.stderr, stop };
}

/** Runs the product where it must refuse to start; resolves with its exit code and output. */
export async function runToEnd(options: ProductOptions) {
  const { child, output } = spawnProduct(options);
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, ...output };
}

function spawnProduct({ env = {}, script = 'scripts/start.mjs' }: ProductOptions) {
  const dataDir = env['DATA_DIR'] ?? makeTempFolder('product');
  const child = spawn(process.execPath, [script], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, NODE_ENV: 'test', PORT: '0', STORE_PORT: '0', DATA_DIR: dataDir, ...env },
  });
  const output = { stdout: '', stderr: '' };
  child.stdout.on('data', (chunk: Buffer) => (output.stdout += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (output.stderr += chunk.toString()));
  process.once('exit', () => child.kill('SIGKILL'));
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
