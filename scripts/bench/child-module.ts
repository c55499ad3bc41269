import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';

const END_MS = 10_000;
/** A bench that is killed takes its processes with it. */
const END_WITH_PARENT = ['--import', './scripts/lib/end-with-parent.mjs'];

export interface ChildModule {
  process: ChildProcess;
  stop: () => Promise<void>;
}

/** Runs a module of this build, or of the sources under tsx, in a process of its own. `path` has no extension. */
export function spawnModule(
  path: string,
  { args = [], env, stdout = 'ignore' }: { args?: string[]; env: NodeJS.ProcessEnv; stdout?: 'ignore' | 'pipe' },
): ChildModule {
  const extension = extname(import.meta.url);
  const file = fileURLToPath(new URL(`../../${path}${extension}`, import.meta.url));
  const loader = extension === '.ts' ? ['--import', 'tsx'] : ['--enable-source-maps'];
  const child = spawn(process.execPath, [...loader, ...END_WITH_PARENT, file, ...args], {
    env,
    stdio: ['ignore', stdout, 'ignore', 'ipc'],
  });
  const end = () => child.kill('SIGKILL');
  process.once('exit', end);
  return {
    process: child,
    async stop() {
      process.off('exit', end);
      if (child.exitCode !== null || child.signalCode !== null) return;
      const exited = once(child, 'exit');
      child.kill('SIGTERM');
      const hurry = setTimeout(end, END_MS);
      await exited;
      clearTimeout(hurry);
    },
  };
}

/** Runs a server module and resolves with its address once it says that it listens. */
export async function spawnServer(
  path: string,
  options: { args?: string[]; env: NodeJS.ProcessEnv },
): Promise<ChildModule & { url: string }> {
  const child = spawnModule(path, options);
  const port = await new Promise<number>((resolve, reject) => {
    child.process.once('message', (message: { port: number }) => resolve(message.port));
    child.process.once('exit', (code) => reject(new Error(`${path} ended with ${String(code)}`)));
  });
  return { ...child, url: `http://127.0.0.1:${port}` };
}
