import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { flag, wholeNumber, withDefault } from './lib/argument-kinds.js';
import { readArguments } from './lib/arguments.js';
import { killRounds } from './lib/store-kills/rounds.js';
import { failureLines } from './lib/store-transfer.js';

const say = (line: string) => process.stderr.write(`${line}\n`);

// Kills an embedded store of its own in the middle of a storm of writes, again and again, and checks what it still holds.
try {
  const args = readArguments(
    {
      rounds: withDefault(wholeNumber(1, 1000), 10),
      clients: withDefault(wholeNumber(1, 64), 16),
      seconds: withDefault(wholeNumber(1, 60), 2),
      json: flag(),
    },
    process.argv.slice(2),
  );
  const path = mkdtempSync(join(tmpdir(), 'store-kill-rounds-'));
  const report = await killRounds({ ...args, path, stormMs: args.seconds * 1000, say });
  const isSound = report.lost === 0 && report.violations.length === 0;
  if (isSound) rmSync(path, { recursive: true, force: true });
  else say(`the store is left in ${path}`);
  for (const { round, subject, detail } of report.violations) say(`round ${round}: ${subject}: ${detail}`);
  if (args.json) process.stdout.write(`${JSON.stringify(report)}\n`);
  process.exitCode = isSound ? 0 : 1;
} catch (error) {
  for (const line of failureLines(error)) say(line);
  process.exit(1);
}
