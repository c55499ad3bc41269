import { startEmbeddedMongo } from '../src/infrastructure/embedded-mongo/index.js';
import { flag, optional, text, withDefault } from './lib/argument-kinds.js';
import { readArguments } from './lib/arguments.js';
import { connectFaithfully, failureLines, copyTo, databasesOf } from './lib/store-transfer.js';

const say = (line: string) => process.stderr.write(`${line}\n`);

// Copies the databases of a live MongoDB into the embedded store, with their indexes; counts only unless --commit. The
// store must not be running.
try {
  const args = readArguments(
    {
      from: text('the mongodb:// address of the server to read'),
      path: withDefault(text('the folder of the store'), './data/store'),
      database: optional(text('the name of one database')),
      commit: flag(),
      json: flag(),
    },
    process.argv.slice(2),
  );
  const source = await connectFaithfully(args.from);
  const databases = await databasesOf(source, args.database);
  const store = args.commit ? await startEmbeddedMongo({ path: args.path, port: 0 }) : undefined;
  const target = store === undefined ? undefined : await connectFaithfully(`mongodb://127.0.0.1:${store.port}`);
  const report = await copyTo(target, databases, say);
  if (!args.commit) say('nothing was written: add --commit');
  await target?.close();
  await source.close();
  await store?.close();
  if (args.json) process.stdout.write(`${JSON.stringify(report)}\n`);
} catch (error) {
  for (const line of failureLines(error)) say(line);
  process.exit(1);
}
