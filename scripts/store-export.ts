import { startEmbeddedMongo } from '../src/infrastructure/embedded-mongo/index.js';
import { flag, optional, text, withDefault } from './lib/argument-kinds.js';
import { readArguments } from './lib/arguments.js';
import { connectFaithfully, failureLines, databasesOf, exportTo } from './lib/store-transfer.js';

const say = (line: string) => process.stderr.write(`${line}\n`);

// Writes the embedded store as Extended JSON: one file a collection, for mongoimport, and its indexes beside it. The store
// must not be running.
try {
  const args = readArguments(
    {
      path: withDefault(text('the folder of the store'), './data/store'),
      out: text('a folder for the files'),
      database: optional(text('the name of one database')),
      json: flag(),
    },
    process.argv.slice(2),
  );
  const store = await startEmbeddedMongo({ path: args.path, port: 0 });
  const client = await connectFaithfully(`mongodb://127.0.0.1:${store.port}`);
  const report = await exportTo(args.out, await databasesOf(client, args.database), say);
  await client.close();
  await store.close();
  if (args.json) process.stdout.write(`${JSON.stringify(report)}\n`);
} catch (error) {
  for (const line of failureLines(error)) say(line);
  process.exit(1);
}
