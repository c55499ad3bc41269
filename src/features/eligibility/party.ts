import { permitRegions, toCountryCode } from './countries.js';
import type { IdentityDocumentInput, Sex } from './identity-document.js';
import { CHINA } from './passport.js';

/** One of the two people, as the journey knows them so far; name and number come last. */
export interface Party {
  role: Sex;
  name?: string | undefined;
  document: IdentityDocumentInput;
  phone?: string | undefined;
  household?: { division: string } | undefined;
  /** Where a residence permit (居住证) was issued; it decided the place in the pilot years. */
  residencePermit?: { division: string } | undefined;
  soldier?: boolean | undefined;
}

/** What the law tells apart: who brings which proof, and which halls may register them. */
export type PartyKind = 'mainland' | 'hong-kong-macao-taiwan' | 'overseas-chinese' | 'foreign';

export type PartyIndex = 0 | 1;

export type MessageParams = Record<string, string | number>;

/** Something said about the couple, or about one of them; its words are in the locale files under its code. */
export interface Finding {
  code: string;
  party?: PartyIndex;
  params?: MessageParams;
}

export function partyKind({ document: { type, country } }: Pick<Party, 'document'>): PartyKind {
  switch (type) {
    case 'resident-id':
      return 'mainland';
    case 'hmt-residence':
    case 'hm-permit':
    case 'tw-permit':
      return 'hong-kong-macao-taiwan';
    case 'foreign-pr':
      return 'foreign';
    case 'passport':
      return passportKind(country?.trim() ? toCountryCode(country) : CHINA);
  }
}

function passportKind(country: string | undefined): PartyKind {
  if (country === CHINA) return 'overseas-chinese';
  return country && permitRegions.includes(country) ? 'hong-kong-macao-taiwan' : 'foreign';
}
