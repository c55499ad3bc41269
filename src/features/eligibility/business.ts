/** What a couple can book; a withdrawal of a divorce application never needs a slot and is not among them. */
export const businesses = [
  'marriage',
  'divorce-application',
  'divorce-issue',
  'reissue-marriage',
  'reissue-divorce',
  'counselling',
] as const;

export type Business = (typeof businesses)[number];

/** One active appointment per person and family. */
export type BusinessFamily = 'marriage' | 'divorce' | 'reissue' | 'counselling';

interface BusinessRule {
  family: BusinessFamily;
  /** How many of the couple come. */
  attendance: { min: 1 | 2; max: 1 | 2 };
  /** Whether the two are by law one man and one woman; counselling is also for other relatives. */
  couple: boolean;
}

const rules: Record<Business, BusinessRule> = {
  marriage: { family: 'marriage', attendance: { min: 2, max: 2 }, couple: true },
  'divorce-application': { family: 'divorce', attendance: { min: 2, max: 2 }, couple: true },
  'divorce-issue': { family: 'divorce', attendance: { min: 2, max: 2 }, couple: true },
  'reissue-marriage': { family: 'reissue', attendance: { min: 1, max: 2 }, couple: true },
  'reissue-divorce': { family: 'reissue', attendance: { min: 1, max: 2 }, couple: true },
  counselling: { family: 'counselling', attendance: { min: 1, max: 2 }, couple: false },
};

export function isBusiness(value: unknown): value is Business {
  return businesses.some((business) => business === value);
}

export function businessFamily(business: Business): BusinessFamily {
  return rules[business].family;
}

export function businessRule(business: Business): BusinessRule {
  return rules[business];
}

/**
 * What the keyed hash of an appointment's active key is taken over. `identity` is the one `parseIdentityDocument`
 * answers, so a reissued permit or a number typed in full width is still the same person.
 */
export function personKeyInput(identity: string, business: Business): string {
  return `${businessFamily(business)}|${identity}`;
}
