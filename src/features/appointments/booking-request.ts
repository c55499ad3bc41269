import type { CivilDate, ClockTime } from '../calendar/index.js';
import type { Party } from '../eligibility/index.js';
import type { Business, Hall } from '../halls/index.js';
import type { Hold } from './holds.service.js';

/** A person with everything a booking needs. */
export type BookingParty = Party & { name: string };

/** What a couple asks for, already parsed; whether they may have it is decided by the booking. */
export interface BookingRequest {
  hall: Hall;
  business: Business;
  date: CivilDate;
  start: ClockTime;
  /** The place kept for them, when they took one first. */
  hold?: Hold;
  parties: BookingParty[];
  /** Verified: the messages go there. */
  contactPhone: string;
  /** Where letters go as well; nobody has proved it. */
  contactEmail?: string;
  receiptNumber?: string;
  consentVersion: string;
  language: string;
  /** Names this request once and for all within the contact phone; a repeat gets the first answer. */
  idempotencyKey: string;
  now: Date;
}
