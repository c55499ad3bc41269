import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Bureau } from '../../../support/bureau.js';
import { makeTempFolder } from '../../../support/temp-folder.js';

export interface ScriptRun {
  code: number | null;
  /** The JSON object of the last stdout line. */
  report: Record<string, any>; // eslint-disable-line @typescript-eslint/no-explicit-any -- each script has its own shape
  stdout: string;
  stderr: string;
}

/** Runs scripts as an operator does, each in a process of its own with --json, against one database. */
export function operatorOf(database: () => { uri: string; dataDir: string }) {
  return async (script: string, args: string, env: Record<string, string> = {}): Promise<ScriptRun> => {
    const { uri, dataDir } = database();
    const child = spawn(
      process.execPath,
      ['--import', 'tsx', `scripts/${script}.ts`, ...args.split(' ').filter(Boolean), '--json'],
      {
        stdio: ['ignore', 'pipe', 'pipe'],
        env: { ...process.env, NODE_ENV: 'test', LOG_LEVEL: 'warn', MONGODB_URI: uri, DATA_DIR: dataDir, ...env },
      },
    );
    let [stdout, stderr] = ['', ''];
    child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
    const [code] = (await once(child, 'close')) as [number | null];
    const last = stdout.trimEnd().split('\n').at(-1) ?? '';
    return { code, report: last === '' ? {} : JSON.parse(last), stdout, stderr };
  };
}

/** The operator of a bureau of the harness, at the bureau's own time. */
export function operatorOfBureau(bureau: Bureau) {
  const run = operatorOf(() => ({ uri: bureau.config.store.uri, dataDir: bureau.config.store.dataDir }));
  return async (script: string, args: string): Promise<ScriptRun> => {
    await bureau.connection
      .collection<{ _id: string }>('clock')
      .updateOne({ _id: 'offset' }, { $set: { offsetMs: bureau.clock.offset } }, { upsert: true });
    return run(script, args);
  };
}

/** The operator of a database that nothing has been written to yet. */
export function operatorOfEmpty(store: { uri: string }) {
  const dataDir = makeTempFolder('operator');
  return operatorOf(() => ({ uri: store.uri, dataDir }));
}
