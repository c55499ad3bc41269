import type { CivilDate } from '../calendar/index.js';
import type { BusinessFamily } from './business.js';

export const bases = ['local', 'city-wide', 'province-wide', 'cross-province-pilot', 'nationwide'] as const;

export type Basis = (typeof bases)[number];

/** How far around the hall a household (or, in a pilot, a residence permit) may be registered. */
export type Reach = 'district' | 'city' | 'province' | 'nationwide';

export interface JurisdictionRule {
  basis: Basis;
  reach: Reach;
  from?: CivilDate;
  /** Last day in force. */
  until?: CivilDate;
  families: readonly BusinessFamily[];
  /** Provinces (two digits) or cities (four) whose halls the rule is for; absent means all. */
  halls?: readonly string[];
  /** In the pilots a residence permit (居住证) within reach stood in for the household. */
  byResidencePermit?: boolean;
  /** What each mainland party brings because of this rule. */
  proof: readonly string[];
  /** Where the rule is written. */
  source: string;
}

/** A city or province opens its halls to all its households beside the national rules; a hall's own setting. */
export interface JurisdictionSetting {
  basis: 'city-wide' | 'province-wide';
  from: CivilDate;
  until?: CivilDate;
}

const REGISTRATION = ['marriage', 'divorce', 'reissue'] as const;
const NATIONWIDE_SINCE = '2025-05-10';
const LAST_LOCAL_DAY = '2025-05-09';

/** Where a couple may register, by date. The first rule that fits decides, so the narrower ground stands first. */
export const jurisdictionRules: readonly JurisdictionRule[] = [
  {
    basis: 'nationwide',
    reach: 'nationwide',
    from: NATIONWIDE_SINCE,
    families: REGISTRATION,
    proof: [],
    source: '国务院令第804号',
  },
  {
    basis: 'nationwide',
    reach: 'nationwide',
    families: ['counselling'],
    proof: [],
    source: 'counselling is open to everybody',
  },
  {
    basis: 'local',
    reach: 'district',
    until: LAST_LOCAL_DAY,
    families: REGISTRATION,
    proof: ['household-register'],
    source: '婚姻登记条例(2003)',
  },
  {
    basis: 'city-wide',
    reach: 'city',
    from: '2019-10-10',
    until: LAST_LOCAL_DAY,
    families: REGISTRATION,
    halls: ['4403'],
    proof: ['household-register'],
    source: '深圳全城通办',
  },
  {
    basis: 'cross-province-pilot',
    reach: 'district',
    from: '2021-06-01',
    until: '2023-05-31',
    families: ['marriage', 'divorce'],
    halls: ['21', '37', '44', '50', '51'],
    byResidencePermit: true,
    proof: ['household-register', 'residence-permit'],
    source: '国函〔2021〕48号',
  },
  {
    basis: 'cross-province-pilot',
    reach: 'district',
    from: '2021-06-01',
    until: '2023-05-31',
    families: ['marriage'],
    halls: ['32', '41', '4201', '6101'],
    byResidencePermit: true,
    proof: ['household-register', 'residence-permit'],
    source: '国函〔2021〕48号',
  },
  {
    basis: 'cross-province-pilot',
    reach: 'district',
    from: '2023-06-01',
    until: LAST_LOCAL_DAY,
    families: ['marriage', 'divorce'],
    halls: '11 12 13 15 21 31 32 33 34 35 36 37 41 42 44 45 46 50 51 61 64'.split(' '),
    byResidencePermit: true,
    proof: ['household-register', 'residence-permit'],
    source: '国函〔2023〕34号',
  },
];

/** The rules in force for a hall on a day, with the hall's own city-wide or province-wide service in its place. */
export function rulesInForce({
  date,
  family,
  division,
  settings = [],
}: {
  date: CivilDate;
  family: BusinessFamily;
  division: string;
  settings?: readonly JurisdictionSetting[] | undefined;
}): JurisdictionRule[] {
  const own = settings.map((setting) => ruleOf(setting));
  const beforePilots = jurisdictionRules.filter(({ byResidencePermit }) => !byResidencePermit);
  const pilots = jurisdictionRules.filter(({ byResidencePermit }) => byResidencePermit);
  return [...beforePilots, ...own, ...pilots].filter(
    ({ from, until, families, halls }) =>
      families.includes(family) &&
      (from === undefined || date >= from) &&
      (until === undefined || date <= until) &&
      (halls === undefined || halls.some((prefix) => division.startsWith(prefix))),
  );
}

function ruleOf({ basis, from, until }: JurisdictionSetting): JurisdictionRule {
  return {
    basis,
    reach: basis === 'city-wide' ? 'city' : 'province',
    from,
    until: until !== undefined && until < LAST_LOCAL_DAY ? until : LAST_LOCAL_DAY,
    families: REGISTRATION,
    proof: ['household-register'],
    source: 'the hall’s own setting',
  };
}
