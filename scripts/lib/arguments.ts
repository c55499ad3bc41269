import { parseArgs } from 'node:util';

/** One `--name` of a script: how its text is read, and what is expected when it cannot be. */
export interface Argument<T> {
  takesValue: boolean;
  expects: string;
  /** Undefined when the text is wrong. */
  read(text: string): T | undefined;
  /** The value when it is not given; absent means that it has to be given. */
  missing?: { value: T };
}

export type ArgumentsOf<S extends Record<string, Argument<unknown>>> = {
  [K in keyof S]: S[K] extends Argument<infer T> ? T : never;
};

/** Every wrong argument at once, each in words an operator can act on. */
export class WrongArguments extends Error {
  constructor(readonly problems: readonly string[]) {
    super(problems.join('; '));
  }
}

/** Reads the command line. Throws WrongArguments naming everything that is unknown, missing or malformed. */
export function readArguments<S extends Record<string, Argument<unknown>>>(spec: S, args: string[]): ArgumentsOf<S> {
  const { tokens } = parseArgs({
    args,
    strict: false,
    allowPositionals: true,
    tokens: true,
    options: Object.fromEntries(
      Object.entries(spec).map(([name, { takesValue }]) => [name, { type: takesValue ? 'string' : 'boolean' }]),
    ),
  });
  const problems: string[] = [];
  const given = new Map<string, string>();
  for (const token of tokens) {
    if (token.kind === 'positional') problems.push(`${token.value} is not expected`);
    if (token.kind !== 'option') continue;
    const argument = spec[token.name];
    if (!argument) problems.push(`${token.rawName} is unknown`);
    else if (given.has(token.name)) problems.push(`--${token.name} is given twice`);
    else if (argument.takesValue && isNoValue(token)) problems.push(`--${token.name} needs ${argument.expects}`);
    else if (!argument.takesValue && token.inlineValue) problems.push(`--${token.name} takes no value`);
    given.set(token.name, token.value ?? '');
  }
  const values = Object.entries(spec).map(([name, argument]) => [name, valueOf(name, argument, given, problems)]);
  if (problems.length > 0) throw new WrongArguments(problems);
  return Object.fromEntries(values) as ArgumentsOf<S>;
}

function valueOf(
  name: string,
  argument: Argument<unknown>,
  given: ReadonlyMap<string, string>,
  problems: string[],
): unknown {
  const text = given.get(name);
  if (text === undefined) {
    if (!argument.missing) problems.push(`--${name} is missing: ${argument.expects}`);
    return argument.missing?.value;
  }
  if (argument.takesValue && text === '') return undefined;
  const value = argument.read(text);
  if (value === undefined) problems.push(`--${name} needs ${argument.expects}`);
  return value;
}

// `--date --commit` means that the date was forgotten, not that it is called "--commit".
function isNoValue({ value, inlineValue }: { value: string | undefined; inlineValue: boolean | undefined }): boolean {
  return value === undefined || value === '' || (!inlineValue && value.startsWith('--'));
}
