import type { CivilDate, ClockTime } from '../calendar/index.js';
import type { DocumentType, Sex } from '../eligibility/index.js';
import type { Business } from '../halls/index.js';
import type { StepName } from './journey.js';

/** The two places of a form: the man and the woman of a couple, in counselling whoever comes. */
export const SEATS = ['first', 'second'] as const;
export type Seat = (typeof SEATS)[number];

export type Attendance = 'both' | Seat;

/** Who somebody is, as far as the law asks before it knows their name. */
export interface PersonKind {
  role: Sex;
  document: DocumentType;
  /** Issuing country of a passport. */
  country?: string;
  /** Division code of the household registration, to the city. */
  household?: string;
  isSoldier: boolean;
}

export interface PersonDetails {
  name: string;
  /** Empty when the kind of document has changed since it was typed. */
  number: string;
  phone?: string;
}

export interface ChosenTime {
  date: CivilDate;
  start: ClockTime;
  end: ClockTime;
  /** Id of the hold; it proves itself and names its slot. */
  hold: string;
  heldUntil: string;
  /** Why the place was lost before its time, when the bureau took it back. */
  lost?: string;
}

export interface ContactPhone {
  phone: string;
  /** The code under way. */
  verification?: { id: string; expiresAt: string; resendAfter: string };
  /** Proof that the code was right. */
  verified?: { token: string; until: string };
}

/** Everything a couple has answered so far. It is stored sealed, so instants are ISO strings. */
export interface DraftAnswers {
  business: Business;
  people?: { attendance: Attendance } & Partial<Record<Seat, PersonKind>>;
  receiptNumber?: string;
  hall?: string;
  /** Where they are, to about a kilometre, when they chose to tell. */
  position?: { latitude: number; longitude: number };
  time?: ChosenTime;
  details?: Partial<Record<Seat, PersonDetails>>;
  contact?: ContactPhone;
  /** Where letters go besides the text messages, if they want any. */
  email?: string;
  /** What was typed and could not be taken yet, so that no page ever comes back empty. */
  typed?: Partial<Record<StepName, Record<string, string>>>;
  /** The revision in which each step last changed: what another tab changed is known by name. */
  changedIn?: Partial<Record<StepName, number>>;
}

export interface Draft {
  id: string;
  revision: number;
  answers: DraftAnswers;
  booked?: { appointment: string; reference: string };
}

/** The seats that are taken, in the order in which the law counts the parties. */
export function seatsOf({ people }: Pick<DraftAnswers, 'people'>): Seat[] {
  return SEATS.filter((seat) => people?.[seat] !== undefined);
}
