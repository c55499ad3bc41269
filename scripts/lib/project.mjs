import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..', '..');

/** A reason to stop that the operator can act on: printed as one line, without a stack. */
export class Refusal extends Error {}

/** Progress for a person; stdout is kept for the lines other programs read. */
export function say(line) {
  process.stderr.write(`${line}\n`);
}

export function requireNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  throw new Refusal(`Node.js 20.19 or newer is needed, this is ${process.versions.node}`);
}

/** Runs a script's main function; a refusal becomes one line on stderr and exit code 1. */
export async function runMain(main) {
  try {
    requireNode();
    await main();
  } catch (error) {
    say(error instanceof Refusal ? error.message : error.stack);
    process.exitCode = 1;
  }
}
