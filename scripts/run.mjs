import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { prepare } from './lib/prepare.mjs';
import { Refusal, runMain } from './lib/project.mjs';
import { readConfig } from './lib/read-config.mjs';
import { withStore } from './lib/running-store.mjs';

/** These bring or are a store of their own. */
const WITHOUT_STORE = /^(bench\/|store)/;

// `npm run verify -- --json` and the like: runs a script of scripts/ from an up-to-date build.
await runMain(async () => {
  const [script, ...args] = process.argv.slice(2);
  const dist = await prepare();
  const run = async (more = {}) => {
    const child = spawn(process.execPath, ['--enable-source-maps', join(dist, 'scripts', `${script}.js`), ...args], {
      stdio: 'inherit',
      env: { ...process.env, ...more },
    });
    for (const signal of ['SIGTERM', 'SIGINT']) process.on(signal, () => child.kill(signal));
    const [code] = await once(child, 'exit');
    process.exitCode = code ?? 1;
  };
  if (WITHOUT_STORE.test(script)) return run();
  const { config, env } = await readConfig(dist).catch(leaveToScript);
  if (!config?.store.embedded) return run();
  return withStore({ dist, env, store: config.store }, (uri) => run({ MONGODB_URI: uri }));
});

// The script tells what is wrong with the configuration in its own way, which with --json is JSON.
function leaveToScript(error) {
  if (error instanceof Refusal) return {};
  throw error;
}
