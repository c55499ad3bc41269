import { assessEligibility } from '../../../src/features/eligibility/index.js';
import type { EligibilityAnswer, EligibilityQuestion, Party } from '../../../src/features/eligibility/index.js';

type Change = Omit<Partial<EligibilityQuestion>, 'hall'> & { hall?: Partial<EligibilityQuestion['hall']> };

/** The answer for a mainland couple at 南山 on Qixi of 2026, with what a test changes. */
export function assess({ hall, ...change }: Change = {}): EligibilityAnswer {
  return assessEligibility({
    business: 'marriage',
    date: '2026-08-19',
    today: '2026-08-05',
    parties: [mainland('male'), mainland('female')],
    ...change,
    hall: { name: '南山区婚姻登记处', phone: '0755-26000000', division: '440305', foreignAuthority: false, ...hall },
  });
}

export function mainland(role: Party['role'], change: Partial<Party> = {}): Party {
  return { role, document: { type: 'resident-id' }, household: { division: '510104' }, ...change };
}

export function party(role: Party['role'], type: Party['document']['type'], country?: string): Party {
  return { role, document: { type, country } };
}

export function codes({ reasons }: EligibilityAnswer): string[] {
  return reasons.map(({ code, party: index }) => (index === undefined ? code : `${index} ${code}`));
}
