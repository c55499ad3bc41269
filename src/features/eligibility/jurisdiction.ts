import type { CivilDate } from '../calendar/index.js';
import { cityOf, findDivision, isWithin, provinceOf } from '../divisions/index.js';
import type { BusinessFamily } from './business.js';
import { rulesInForce } from './jurisdiction-rules.js';
import type { Basis, JurisdictionRule, JurisdictionSetting, Reach } from './jurisdiction-rules.js';

const REACHES: readonly Reach[] = ['district', 'city', 'province', 'nationwide'];

export interface JurisdictionQuestion {
  date: CivilDate;
  family: BusinessFamily;
  hall: { division: string; foreignAuthority: boolean; jurisdiction?: readonly JurisdictionSetting[] | undefined };
  /** Of the mainland parties; undefined where not told yet. */
  households: readonly (string | undefined)[];
  residencePermits: readonly string[];
  /** A couple with one party from outside the mainland goes to the authority of the other one's city. */
  mixed: boolean;
}

export interface JurisdictionAnswer {
  /** For a refusal the widest ground the hall had that day, which this couple does not meet. */
  basis: Basis;
  /** Absent when the hall may register them. */
  refusal?: 'outside-jurisdiction' | 'household-missing' | 'household-district-needed';
  rule?: JurisdictionRule;
}

/** Which ground lets this hall register this couple on that day. */
export function judgeJurisdiction(question: JurisdictionQuestion): JurisdictionAnswer {
  const { date, family, hall, households, residencePermits, mixed } = question;
  const rules = rulesInForce({ date, family, division: hall.division, settings: hall.jurisdiction });
  const known = households.filter((household) => household !== undefined);
  const local: Reach = mixed && hall.foreignAuthority ? 'city' : 'district';
  const rule = rules.find(({ reach, byResidencePermit }) => {
    if (reach === 'nationwide') return true;
    const area = byResidencePermit ? widestOf(rules, local) : widerOf(reach, local);
    const places = byResidencePermit ? residencePermits : known;
    return places.some((place) => isInReach(place, hall.division, area));
  });
  if (rule) return { basis: rule.basis, rule };
  return { basis: rules.at(-1)?.basis ?? 'local', refusal: refusalOf(households, hall.division) };
}

function refusalOf(households: readonly (string | undefined)[], hall: string): JurisdictionAnswer['refusal'] & string {
  const undecided = households.some((household) => household !== undefined && isWithin(hall, household));
  if (undecided) return 'household-district-needed';
  return households.includes(undefined) ? 'household-missing' : 'outside-jurisdiction';
}

function isInReach(place: string, hall: string, reach: Reach): boolean {
  if (reach === 'city') return cityOf(place) !== undefined && cityOf(place) === cityOf(hall);
  if (reach === 'province') return provinceOf(place) !== undefined && provinceOf(place) === provinceOf(hall);
  return isWithin(place, hall);
}

// A residence permit counts wherever a household of the same place would: in a city-wide service, in the whole city.
function widestOf(rules: readonly JurisdictionRule[], local: Reach): Reach {
  return rules.map(({ reach }) => reach).reduce(widerOf, local);
}

function widerOf(a: Reach, b: Reach): Reach {
  return REACHES.indexOf(a) > REACHES.indexOf(b) ? a : b;
}

/** How far from the hall a household is, as the statistics count it: 本区, 跨区, 跨市, 跨省. */
export type Distance = 'same-district' | 'cross-district' | 'cross-city' | 'cross-province';

/** Undefined for an unknown province. A household told only to its city counts as another district. */
export function distanceOf(household: string, hall: string): Distance | undefined {
  if (!provinceOf(household) || !provinceOf(hall)) return undefined;
  if (isWithin(household, hall) && findDivision(hall)?.level !== 'province') return 'same-district';
  if (cityOf(household) && cityOf(household) === cityOf(hall)) return 'cross-district';
  return provinceOf(household) === provinceOf(hall) ? 'cross-city' : 'cross-province';
}
