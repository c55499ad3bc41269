import type { CivilDate, ClockTime, Weekday } from '../calendar/index.js';
import type { JurisdictionSetting } from '../eligibility/index.js';
import type { Business, Lane } from './business.js';
import type { BookingPolicy } from './booking-policy.js';

/** A marriage registry office (登记处) as the rest of the product sees it. */
export interface Hall {
  id: string;
  name: Bilingual;
  /** GB/T 2260 code of the district. */
  division: string;
  address: Bilingual;
  phone: string;
  /** Metro, bus, parking. */
  transport: Bilingual;
  timeZone: string;
  location?: { latitude: number; longitude: number };
  /** May register couples with a party from Hong Kong, Macao, Taiwan, overseas or abroad. */
  foreignAuthority: boolean;
  /** City-wide or province-wide service beside the national rules, by date. */
  jurisdiction?: JurisdictionSetting[];
  services: HallService[];
  opening: OpeningHours[];
  exceptions: OpeningException[];
  closures: Closure[];
  /** The policy in force is the last whose `from` is not later than the day. */
  policies: ({ from: CivilDate } & BookingPolicy)[];
  /** Raised by every change of its manager; absent until the first. */
  revision?: number;
}

export interface Bilingual {
  'zh-CN': string;
  en: string;
}

/** How one business is served: windows × slot length ÷ minutes per couple is what a slot holds. */
export interface HallService {
  business: Business;
  windows: number;
  slotMinutes: number;
  minutesPerCouple: number;
  lanes: LaneShare[];
}

export interface LaneShare {
  lane: Lane;
  /** Part of the slot's places, 0 to 1; every lane listed gets at least one place. */
  share: number;
  /** Longer appointments, as with documents from abroad, hold fewer couples. */
  minutesPerCouple?: number;
}

export interface OpeningHours {
  weekday: Weekday;
  from: ClockTime;
  to: ClockTime;
}

/** Hours of one day that take the place of the weekly pattern and of holidays; none means closed. */
export interface OpeningException {
  date: CivilDate;
  hours: { from: ClockTime; to: ClockTime }[];
  note: Bilingual;
}

/** Days on which nobody is served, or only some hours of each of them, or only fewer windows of one business. */
export interface ClosureSpan {
  from: CivilDate;
  to: CivilDate;
  hours?: { from: ClockTime; to: ClockTime };
  windows?: { business: Business; count: number };
}

export interface Closure extends ClosureSpan {
  reason: Bilingual;
}
