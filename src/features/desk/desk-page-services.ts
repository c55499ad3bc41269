import type { Config } from '../../config/index.js';
import type { FullRecords, NoShows, Serving } from '../appointments/index.js';
import type { HolidayCalendar } from '../calendar/index.js';
import type { HallDirectory } from '../halls/index.js';
import type { FullRecordServices } from '../privacy/index.js';
import type { DeskTools } from './desk-services.js';

/** What the desk's pages need of the rest of the product. */
export interface DeskPageServices extends FullRecordServices {
  config: Pick<Config, 'limits'>;
  halls: HallDirectory;
  calendar: HolidayCalendar;
  serving: Serving;
  fullRecords: FullRecords;
  noShows: NoShows;
  desk: DeskTools;
}
