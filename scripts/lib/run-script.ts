import { userInfo } from 'node:os';
import { ConfigError } from '../../src/config/index.js';
import { DomainError, nameStoreError, ValidationFailed } from '../../src/errors/index.js';
import { newId } from '../../src/infrastructure/ids.js';
import { startProcess } from '../../src/process.js';
import type { Services } from '../../src/services.js';
import { flag } from './argument-kinds.js';
import { type Argument, type ArgumentsOf, readArguments, WrongArguments } from './arguments.js';

const EXIT = { done: 0, failed: 1, misused: 2 } as const;

/** A reason to stop that the operator can act on: one line, no stack. */
export class Refusal extends Error {}

export interface Script<S extends Record<string, Argument<unknown>>> {
  /** Recorded in the audit chain as `script:<name>`. */
  name: string;
  /** Changes nothing, so that it takes no --commit and leaves no audit entry. */
  isReadOnly?: boolean;
  arguments: S;
  /** Collections whose documents are counted before and after. */
  counts?: readonly (keyof Services['models'])[];
  run(context: ScriptContext<ArgumentsOf<S>>): Promise<ScriptOutcome>;
}

export interface ScriptContext<A> {
  args: A;
  /** False in a dry run: look, count and say, but change nothing. */
  commit: boolean;
  services: Services;
  now: Date;
  /** `os:<user>`, for what the script records itself. */
  actor: string;
  /** A line for the person who runs it, on stderr. */
  say: (line: string) => void;
}

export interface ScriptOutcome {
  /** The JSON object of `--json`. */
  report: Record<string, unknown>;
  /** Whether a committed run changed anything; then it is recorded. */
  hasChanged?: boolean;
  /** What the script looked for is wrong, or nothing of what it was told could be done: exit code 1. */
  isFailure?: boolean;
}

/**
 * Runs an operators' script: a dry run unless --commit. With --json the last line of stdout is one JSON object; everything
 * else goes to stderr. Exit code 0 when done, 1 when it failed or found something wrong, 2 for wrong arguments.
 */
export async function runScript<S extends Record<string, Argument<unknown>>>(script: Script<S>): Promise<void> {
  const argv = process.argv.slice(2);
  try {
    const args = readArguments({ ...script.arguments, ...standardArguments(script) }, argv);
    const outcome = await runConnected(script, args as unknown as ArgumentsOf<S> & { commit?: boolean });
    if (argv.includes('--json')) process.stdout.write(`${JSON.stringify(outcome.report)}\n`);
    process.exitCode = outcome.isFailure ? EXIT.failed : EXIT.done;
  } catch (error) {
    const lines = tellFailure(error);
    say(lines.join('\n'));
    if (argv.includes('--json')) process.stdout.write(`${JSON.stringify({ errors: lines })}\n`);
    process.exitCode = error instanceof WrongArguments ? EXIT.misused : EXIT.failed;
  }
}

export function say(line: string): void {
  process.stderr.write(`${line}\n`);
}

function standardArguments({ isReadOnly }: { isReadOnly?: boolean }): Record<string, Argument<boolean>> {
  return { json: flag(), ...(!isReadOnly && { commit: flag() }) };
}

async function runConnected<S extends Record<string, Argument<unknown>>>(
  script: Script<S>,
  args: ArgumentsOf<S> & { commit?: boolean },
): Promise<ScriptOutcome> {
  const running = await startProcess(`script:${script.name}`);
  const { services, connection } = running;
  try {
    await connection.asPromise();
    const commit = args.commit === true;
    const actor = `os:${userInfo().username}`;
    const before = await countDocuments(services, script.counts);
    const outcome = await script.run({ args, commit, services, now: services.clock.now(), actor, say });
    const after = await countDocuments(services, script.counts);
    const report = {
      ...(!script.isReadOnly && { committed: commit }),
      ...outcome.report,
      ...(script.counts && { counts: { before, after } }),
    };
    if (commit && outcome.hasChanged) {
      await services.audit.append([
        {
          key: `script:${script.name}:${newId()}`,
          at: services.clock.now(),
          actor,
          action: `script:${script.name}`,
          subject: `script:${script.name}`,
          result: 'done',
          details: { arguments: namedArguments(args), before, after },
        },
      ]);
    }
    if (!commit && !script.isReadOnly) say('dry run: nothing was changed; repeat it with --commit');
    return { ...outcome, report };
  } finally {
    await running.close();
  }
}

async function countDocuments(
  { models }: Services,
  names: readonly (keyof Services['models'])[] = [],
): Promise<Record<string, number>> {
  const counted = await Promise.all(
    names.map(async (name) => [name, await models[name].collection.estimatedDocumentCount()] as const),
  );
  return Object.fromEntries(counted);
}

function namedArguments(args: object): Record<string, unknown> {
  return Object.fromEntries(Object.entries(args).filter(([, value]) => value !== undefined && value !== false));
}

function tellFailure(error: unknown): string[] {
  const named = nameStoreError(error);
  if (named instanceof WrongArguments) return [...named.problems];
  if (named instanceof ValidationFailed)
    return named.fields.map(({ field, code, params }) => `${field}: ${code} ${params ? JSON.stringify(params) : ''}`);
  if (named instanceof DomainError && named.code === 'unavailable') return ['the store cannot be reached'];
  if (named instanceof DomainError) return [`refused: ${named.code}`];
  if (named instanceof Refusal || named instanceof ConfigError) return [named.message];
  return [named instanceof Error ? (named.stack ?? named.message) : 'failed'];
}
