import { Aggregator } from 'mingo';
import type { AnyObject } from 'mingo/types';
import { fromPlain, toPlain } from '../bson/plain.js';
import { isDocument, type Document } from '../bson/values.js';
import { CommandError } from '../errors.js';
import type { Evaluate, Scope } from './scope.js';

const refused = ['$function', '$where', '$accumulator', '$meta', '$rand', '$toHashedIndexKey'];

/** An operator this folder does not compile itself: mingo evaluates it, on plain JavaScript values. */
export function foreignExpression(name: string, argument: unknown, scope: Scope): Evaluate {
  if (refused.includes(name)) throw new CommandError(168, `Unrecognized expression '${name}'`);
  const slots: [string, number][] = [];
  const constants: Document = {};
  for (const variable of scope.names()) {
    const binding = scope.lookup(variable);
    if (binding !== undefined && 'slot' in binding && binding.slot > 0) slots.push([variable, binding.slot]);
    if (binding !== undefined && 'constant' in binding) constants[variable] = toPlain(binding.constant);
  }
  const stage = { $replaceRoot: { newRoot: { value: { [name]: toPlain(argument) } } } } as AnyObject;
  probe(stage, name);
  return (frame) => {
    const variables = { ...constants };
    for (const [variable, slot] of slots) variables[variable] = toPlain(frame[slot]);
    const document = toPlain(isDocument(frame[0]) ? frame[0] : {}) as AnyObject;
    return evaluate(stage, document, variables);
  };
}

function evaluate(stage: AnyObject, document: AnyObject, variables: Document): unknown {
  try {
    const [result] = new Aggregator([stage], { variables }).run([document]);
    return fromPlain(result?.['value']);
  } catch (error) {
    throw new CommandError(2, (error as Error).message);
  }
}

/** An unknown operator is refused when the command is parsed, not at the first document. */
function probe(stage: AnyObject, name: string): void {
  try {
    new Aggregator([stage]).run([{}]);
  } catch (error) {
    const { message } = error as Error;
    if (/not registered|unregistered|unknown operator|could not find|not found/i.test(message)) {
      throw new CommandError(168, `Unrecognized expression '${name}'`);
    }
  }
}
