import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';

const main = fileURLToPath(new URL('../../src/infrastructure/embedded-mongo/main.ts', import.meta.url));

/** `through` is a command that starts the store's, such as `prlimit`. */
function spawnStore(args: readonly string[], through: readonly string[] = []): ChildProcess {
  const [file = '', ...rest] = [...through, process.execPath, '--import', 'tsx', main, ...args];
  return spawn(file, rest, { stdio: ['ignore', 'pipe', 'pipe'] });
}

/** The store, listening, started through another command. */
export async function storeThrough(
  through: readonly string[],
  path: string,
): Promise<{ child: ChildProcess; uri: string }> {
  const child = spawnStore(['--path', path, '--port', '0'], through);
  let complaint = '';
  child.stderr?.on('data', (chunk: Buffer) => (complaint += chunk.toString()));
  const uri = await new Promise<string>((resolve, reject) => {
    createInterface({ input: child.stdout as Readable }).once('line', (line) =>
      resolve(/mongodb:\S+/.exec(line)?.[0] ?? ''),
    );
    child.once('close', () => reject(new Error(complaint)));
  });
  return { child, uri };
}

/** What a run of the command that ends by itself said, and its exit code. */
export function runStoreCommand(...args: string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  return runStoreThrough([], ...args);
}

export async function runStoreThrough(
  through: readonly string[],
  ...args: string[]
): Promise<{ code: number; stdout: string; stderr: string }> {
  const child = spawnStore(args, through);
  const said = { stdout: '', stderr: '' };
  child.stdout?.on('data', (chunk: Buffer) => (said.stdout += chunk.toString()));
  child.stderr?.on('data', (chunk: Buffer) => (said.stderr += chunk.toString()));
  const [code] = (await once(child, 'close')) as [number];
  return { code, ...said };
}
