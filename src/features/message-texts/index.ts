export { checkText, MOST_PARTS, type TextProblem } from './check-text.js';
export { messageTextIndexes, messageTextModel, type MessageTextModel } from './message-text.model.js';
export { MessageTexts } from './message-texts.js';
export { createTextOffice, type TextOffice } from './message-texts-services.js';
export { createMessageTextsRouter } from './message-texts.router.js';
export type { TextKind } from './text-kind.js';
export { carrierForm, parametersOf, placeholdersOf, renderText, VariableMissing } from './wording.js';
