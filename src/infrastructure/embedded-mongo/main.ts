import { parseArgs } from 'node:util';
import { startEmbeddedMongo } from './index.js';

const usage = 'usage: store --path DIR --port N';

try {
  const { values } = parseArgs({
    options: {
      path: { type: 'string' },
      port: { type: 'string' },
      host: { type: 'string' },
      'no-flush': { type: 'boolean' },
    },
  });
  const port = Number(values.port ?? 27018);
  if (values.path === undefined || !Number.isInteger(port) || port < 0 || port > 65535) throw new Error(usage);
  const store = await startEmbeddedMongo({
    path: values.path,
    port,
    flush: values['no-flush'] !== true,
    ...(values.host === undefined ? {} : { host: values.host }),
  });
  process.stdout.write(`store mongodb://127.0.0.1:${store.port}\n`);
  let closing = false;
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.on(signal, () => {
      if (closing) return;
      closing = true;
      void store.close().then(() => process.exit(0));
    });
  }
} catch (error) {
  const { code, message } = error as NodeJS.ErrnoException;
  process.stderr.write(`store: ${code === 'EADDRINUSE' ? 'the port is already in use' : message}\n`);
  process.exit(1);
}
