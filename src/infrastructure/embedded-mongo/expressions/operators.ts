import { arrayOperators } from './arrays.js';
import { convertOperators } from './conversions.js';
import { dateOperators } from './dates.js';
import { logicOperators } from './logic.js';
import { numberOperators } from './numbers.js';
import { objectOperators } from './objects.js';
import type { Evaluate, Scope } from './scope.js';
import { setOperators } from './sets.js';
import { textOperators } from './texts.js';

export type Build = (argument: unknown, scope: Scope) => Evaluate;

const operators = new Map<string, Build>(
  Object.entries({
    ...logicOperators,
    ...arrayOperators,
    ...setOperators,
    ...numberOperators,
    ...objectOperators,
    ...textOperators,
    ...convertOperators,
    ...dateOperators,
  }),
);

export function findOperator(name: string): Build | undefined {
  return operators.get(name);
}
