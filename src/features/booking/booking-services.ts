import type { Config } from '../../config/index.js';
import type { Clock } from '../../infrastructure/clock.js';
import type { Booking, Holds, ManageTokens, Receipts } from '../appointments/index.js';
import type { HolidayCalendar } from '../calendar/index.js';
import type { Contacts } from '../contacts/index.js';
import type { HallDirectory } from '../halls/index.js';
import type { Availability, SlotClaims } from '../slots/index.js';
import type { Drafts } from './drafts.service.js';

/** What the journey needs of the rest of the product. */
export interface BookingServices {
  availability: Availability;
  booking: Booking;
  calendar: HolidayCalendar;
  claims: SlotClaims;
  clock: Clock;
  config: Pick<Config, 'env' | 'limits' | 'messages'>;
  contacts: Contacts;
  drafts: Drafts;
  halls: HallDirectory;
  holds: Holds;
  receipts: Receipts;
  tokens: ManageTokens;
}
