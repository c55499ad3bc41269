import { hallFacts, laneOf, needsReceipt, type Receipt, receiptReasons } from '../appointments/index.js';
import { civilDateAt } from '../calendar/index.js';
import { assessEligibility, type Basis, businessFamily, type Finding, reasonText } from '../eligibility/index.js';
import type { Hall, Lane } from '../halls/index.js';
import type { Language } from '../../infrastructure/language.js';
import type { TFunction } from 'i18next';
import type { DraftAnswers } from './draft.js';
import { kindsOf } from './parties.js';

export interface HallJudgement {
  isAllowed: boolean;
  basis: Basis;
  lane: Lane;
  reasons: Finding[];
}

const NO_LANE = 'lane-not-served';

/** Whether a hall can serve this couple, before they choose a day: its authority, its reach, its lanes. */
export function judgeHall(
  hall: Hall,
  { business, ...answers }: Pick<DraftAnswers, 'business' | 'people'>,
  { now, language = 'zh-CN', receipt }: { now: Date; language?: Language; receipt: Receipt | undefined },
): HallJudgement {
  const parties = kindsOf(answers);
  const today = civilDateAt(now, hall.timeZone);
  const lane = laneOf(business, parties);
  const facts = { ...hallFacts(hall), name: hall.name[language] };
  const { basis, reasons } = assessEligibility({ business, date: today, hall: facts, parties, today });
  const refusals = needsReceipt(business) ? [...reasons, ...receiptReasons(receipt, { hall, language })] : [...reasons];
  const isServed = hall.services.some(
    (service) => service.business === business && service.lanes.some((share) => share.lane === lane),
  );
  if (refusals.length === 0 && !isServed) refusals.push({ code: NO_LANE, params: { phone: hall.phone } });
  return { isAllowed: refusals.length === 0, basis, lane, reasons: refusals };
}

/** Two people from outside the mainland are looked after by telephone, whatever the hall. */
export function needsTelephone(judgements: readonly HallJudgement[]): boolean {
  return (
    judgements.length > 0 && judgements.every(({ reasons }) => reasons.some(({ code }) => code === 'two-non-mainland'))
  );
}

export function hallReasonText(finding: Finding, t: TFunction): string {
  return finding.code === NO_LANE ? t('booking:hall.noForeignLane', finding.params) : reasonText(finding, t);
}

/** Counselling has no jurisdiction: there is nothing to explain. */
export function hasJurisdiction(business: DraftAnswers['business']): boolean {
  return businessFamily(business) !== 'counselling';
}
