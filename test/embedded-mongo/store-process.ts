import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const main = fileURLToPath(new URL('../../src/infrastructure/embedded-mongo/main.ts', import.meta.url));

function spawnStore(...args: string[]): ChildProcess {
  return spawn(process.execPath, ['--import', 'tsx', main, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
}

/** What a run of the command that ends by itself said, and its exit code. */
export async function runStoreCommand(...args: string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  const child = spawnStore(...args);
  const said = { stdout: '', stderr: '' };
  child.stdout?.on('data', (chunk: Buffer) => (said.stdout += chunk.toString()));
  child.stderr?.on('data', (chunk: Buffer) => (said.stderr += chunk.toString()));
  const [code] = (await once(child, 'close')) as [number];
  return { code, ...said };
}
