import type { Limits } from '../../config/index.js';
import type { Clock } from '../../infrastructure/clock.js';
import type { AppointmentViews, Managing } from '../appointments/index.js';
import type { HolidayCalendar } from '../calendar/index.js';
import type { PassSigner } from '../confirmation/index.js';
import type { HallDirectory } from '../halls/index.js';
import type { Availability, SlotClaims } from '../slots/index.js';
import type { Lookup } from './lookup.service.js';

/** What the pages of an appointment work with. */
export interface ManageServices {
  config: { limits: Limits };
  clock: Clock;
  halls: HallDirectory;
  calendar: HolidayCalendar;
  availability: Availability;
  claims: SlotClaims;
  managing: Managing;
  views: AppointmentViews;
  passes: PassSigner;
  lookup: Lookup;
}
