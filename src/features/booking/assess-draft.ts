import type { Language } from '../../infrastructure/language.js';
import { hallFacts, receiptReasons } from '../appointments/index.js';
import { civilDateAt } from '../calendar/index.js';
import { assessEligibility, type EligibilityAnswer } from '../eligibility/index.js';
import type { Hall } from '../halls/index.js';
import type { DraftAnswers } from './draft.js';
import { partiesOf } from './parties.js';

/** What the law says to this couple at this hall on the day they chose, in the words of their language. */
export function assessDraft(
  answers: DraftAnswers,
  { hall, now, language }: { hall: Hall; now: Date; language: Language },
): EligibilityAnswer {
  const today = civilDateAt(now, hall.timeZone);
  const facts = { ...hallFacts(hall), name: hall.name[language] };
  const assessed = assessEligibility({
    business: answers.business,
    date: answers.time?.date ?? today,
    hall: facts,
    parties: partiesOf(answers),
    today,
  });
  const reasons = [...assessed.reasons, ...receiptReasons(answers.business, facts)];
  return { ...assessed, reasons, allowed: reasons.length === 0 };
}
