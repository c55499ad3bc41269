import { requireWritable } from './data-folder.mjs';
import { Refusal, say } from './project.mjs';
import { readConfig } from './read-config.mjs';
import { endCommands } from './run-command.mjs';
import { Supervisor } from './supervisor.mjs';

/** Runs the product until a signal or a failure, and ends this process with the right exit code. */
export async function runProduct({ prepare }) {
  const stopSignal = new Promise((resolve) => {
    for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP']) process.on(signal, () => resolve('stop'));
  });
  const product = { supervisor: undefined };
  const outcome = await Promise.race([stopSignal, run(product, prepare)]);
  endCommands();
  await product.supervisor?.stop();
  if (outcome !== 'stop') say(outcome instanceof Refusal ? outcome.message : outcome.stack);
  process.exit(outcome === 'stop' ? 0 : 1);
}

// Resolves with the reason why the product cannot go on; while all is well it never does.
async function run(product, prepare) {
  try {
    const dist = await prepare();
    const { config, env } = await readConfig(dist);
    requireWritable(config.store.dataDir);
    product.supervisor = new Supervisor({ dist, config, env });
    const { url, storeUri } = await Promise.race([product.supervisor.start(), product.supervisor.failed]);
    process.stdout.write(`${storeUri ? `store ${storeUri}\n` : ''}ready ${url}\n`);
    return await product.supervisor.failed;
  } catch (error) {
    return error;
  }
}
