import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { prepare } from './lib/prepare.mjs';
import { runMain } from './lib/project.mjs';

// `npm run verify -- --json` and the like: runs a script of scripts/ from an up-to-date build.
await runMain(async () => {
  const [script, ...args] = process.argv.slice(2);
  const dist = await prepare();
  const child = spawn(process.execPath, ['--enable-source-maps', join(dist, 'scripts', `${script}.js`), ...args], {
    stdio: 'inherit',
  });
  for (const signal of ['SIGTERM', 'SIGINT']) process.on(signal, () => child.kill(signal));
  child.once('exit', (code) => process.exit(code ?? 1));
});
