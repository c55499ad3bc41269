import type { Language } from '../../infrastructure/language.js';
import { hallFacts, needsReceipt, type Receipt, receiptReasons } from '../appointments/index.js';
import { civilDateAt } from '../calendar/index.js';
import { assessEligibility, type EligibilityAnswer, parseIdentityDocument } from '../eligibility/index.js';
import type { Hall } from '../halls/index.js';
import type { DraftAnswers } from './draft.js';
import { partiesOf } from './parties.js';

/** What the law says to this couple at this hall on the day they chose, in the words of their language. */
export function assessDraft(
  answers: DraftAnswers,
  { hall, now, language, receipt }: { hall: Hall; now: Date; language: Language; receipt: Receipt | undefined },
): EligibilityAnswer {
  const today = civilDateAt(now, hall.timeZone);
  const facts = { ...hallFacts(hall), name: hall.name[language] };
  const parties = partiesOf(answers);
  const assessed = assessEligibility({
    business: answers.business,
    date: answers.time?.date ?? today,
    hall: facts,
    parties,
    today,
  });
  if (!needsReceipt(answers.business)) return assessed;
  const documents = parties.flatMap(({ document }) => {
    const parsed = parseIdentityDocument(document, today);
    return parsed.ok ? [parsed.document] : [];
  });
  const asked = { hall, date: answers.time?.date, documents, language };
  const reasons = [...assessed.reasons, ...receiptReasons(receipt, asked)];
  return { ...assessed, reasons, allowed: reasons.length === 0 };
}
