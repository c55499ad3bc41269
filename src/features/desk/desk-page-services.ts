import type { Config } from '../../config/index.js';
import type { Clock } from '../../infrastructure/clock.js';
import type { NoShows, Serving } from '../appointments/index.js';
import type { HolidayCalendar } from '../calendar/index.js';
import type { HallDirectory } from '../halls/index.js';
import type { DeskTools } from './desk-services.js';

/** What the desk's pages need of the rest of the product. */
export interface DeskPageServices {
  config: Pick<Config, 'limits'>;
  clock: Clock;
  halls: HallDirectory;
  calendar: HolidayCalendar;
  serving: Serving;
  noShows: NoShows;
  desk: DeskTools;
}
