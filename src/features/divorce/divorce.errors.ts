import { DomainError } from '../../errors/index.js';
import type { IssueAnswer, WithdrawalAnswer } from './divorce-deadlines.js';
import type { DivorceApplicationRecord } from './divorce-application.model.js';

type Refused = Exclude<WithdrawalAnswer | IssueAnswer, 'yes'>;

/** Why something cannot be done with an application now, with its dates. */
export function refusalOf(
  answer: Refused,
  { dates, state }: Pick<DivorceApplicationRecord, 'dates' | 'state'>,
): DomainError {
  const { coolEnd, issueStart, firstOfficeDay, issueEnd } = dates;
  return new DomainError(`divorce-${answer}`, {
    params: { coolEnd, issueStart, firstOfficeDay, issueEnd, state },
    extensions: { coolEnd, issueStart, issueEnd, state },
  });
}
