export { assessEligibility } from './assess-eligibility.js';
export type { EligibilityAnswer, EligibilityQuestion } from './assess-eligibility.js';
export { ageOn, birthdayAt } from './age.js';
export { businessFamily, businesses, businessRule, isBusiness, personKeyInput } from './business.js';
export type { Business, BusinessFamily } from './business.js';
export { basisAnswer, reasonAnswer, requiredDocumentAnswer } from './eligibility.answers.js';
export { createEligibilityApi, type HallToJudge } from './eligibility.api.js';
export { countryCodes, toCountryCode } from './countries.js';
export { isPhotograph, isRevealing, type RequiredDocument } from './document-checklist.js';
export { documentProblems, documentTypes, normaliseNumber, parseIdentityDocument } from './identity-document.js';
export type {
  DocumentProblem,
  DocumentType,
  DocumentWarning,
  IdentityDocument,
  IdentityDocumentInput,
  ParsedDocument,
  Sex,
} from './identity-document.js';
export { distanceOf } from './jurisdiction.js';
export type { Distance } from './jurisdiction.js';
export type { Basis, JurisdictionSetting } from './jurisdiction-rules.js';
export { maskDocumentNumber, maskName, maskPhone } from './masking.js';
export { partyKind } from './party.js';
export type { Finding, MessageParams, Party, PartyIndex, PartyKind } from './party.js';
export { divisionCode, partyForm, phoneNumber } from './party.forms.js';
export { parseName } from './person-name.js';
export type { ParsedName } from './person-name.js';
export { parsePhone } from './phone.js';
export type { ParsedPhone } from './phone.js';
export { checkCharacter } from './resident-number.js';
export { documentText, reasonText } from './texts.js';
export type { Translate } from './texts.js';
