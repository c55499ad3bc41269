import type { Language } from '../../infrastructure/language.js';

export type ConfirmationBusiness =
  'marriage' | 'divorce-application' | 'divorce-issue' | 'reissue-marriage' | 'reissue-divorce' | 'counselling';

/** Everything the slip, the calendar entry and the pass may say: names and numbers arrive masked, texts arrive in `language`. */
export interface ConfirmationView {
  readonly language: Language;
  readonly reference: string;
  readonly business: ConfirmationBusiness;
  readonly state: 'confirmed' | 'cancelled' | 'checked-in' | 'completed' | 'not-completed' | 'no-show';
  readonly hall: ConfirmationHall;
  readonly start: Date;
  readonly end: Date;
  readonly lane: 'online' | 'walk-in' | 'green' | 'foreign' | 'ceremony';
  readonly basis?: 'local' | 'city-wide' | 'province-wide' | 'cross-province-pilot' | 'nationwide';
  readonly parties: readonly ConfirmationParty[];
  readonly checkIn: { readonly from: Date; readonly to: Date };
  readonly cancelUntil: Date;
  readonly policy: AttendancePolicy;
  /** The calendar entry's identity: the same for the life of the appointment, free of personal data and of the business. */
  readonly uid: string;
  /** Rises with every change of time, place or state. */
  readonly sequence: number;
  readonly updatedAt: Date;
}

export interface ConfirmationHall {
  readonly id: string;
  readonly name: string;
  readonly address: string;
  readonly phone: string;
  readonly transport?: string;
  readonly timeZone: string;
  readonly location?: { readonly latitude: number; readonly longitude: number };
}

export interface ConfirmationParty {
  readonly role: 'male' | 'female';
  readonly name: string;
  readonly document: {
    readonly type: 'resident-id' | 'hmt-residence' | 'hm-permit' | 'tw-permit' | 'passport' | 'foreign-pr';
    readonly number: string;
  };
  readonly documents: readonly { readonly code: string; readonly text: string }[];
}

/** The hall's rules for lateness and no-shows, as they stood when the appointment was made. */
export interface AttendancePolicy {
  readonly lateAfterMinutes: number;
  readonly noShowLimit: number;
  readonly noShowWindowDays: number;
  readonly noShowBlockDays: number;
}
