export { checkText, MOST_PARTS, type TextProblem } from './check-text.js';
export type { TextKind } from './text-kind.js';
export { carrierForm, parametersOf, placeholdersOf, renderText, VariableMissing } from './wording.js';
