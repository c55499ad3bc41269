import type { AuditLog } from '../../audit/index.js';
import type { FieldCipher, KeyedHash } from '../../infrastructure/field-cipher.js';
import {
  type AppointmentMessages,
  type AppointmentModel,
  Moving,
  type Receipts,
  StrandedCouples,
} from '../appointments/index.js';
import type { HolidayCalendar, HolidayImports } from '../calendar/index.js';
import { type HallDirectory, HallEdits, type HallModel } from '../halls/index.js';
import type { staffAccountModel } from '../staff/index.js';
import type { SlotClaims, SlotModel, Slots } from '../slots/index.js';
import type { FeedContributor } from './feeds/feed-contributor.js';
import { currentRights } from './feeds/feed-rights.js';
import type { FeedModel } from './feeds/feed.model.js';
import { Feeds } from './feeds/feeds.service.js';
import { counsellingHours } from './feeds/counselling-hours.js';
import { hallDays, openDays } from './feeds/hall-days.js';
import { HallChanges } from './hall-changes.service.js';
import { HallUse } from './hall-use.read-model.js';
import { Holidays } from './holidays.service.js';

export interface HallOfficeDependencies {
  models: {
    appointments: AppointmentModel;
    halls: HallModel;
    slots: SlotModel;
    feeds: FeedModel;
    staffAccounts: ReturnType<typeof staffAccountModel>;
  };
  halls: HallDirectory;
  calendar: HolidayCalendar;
  holidayImports: HolidayImports;
  claims: SlotClaims;
  slots: Slots;
  messages: AppointmentMessages;
  audit: AuditLog;
  receipts: Receipts;
  cipher: FieldCipher;
  hash: KeyedHash;
  /** What private feeds show besides the hall's days: sessions, ceremonies. */
  moreFeeds?: readonly FeedContributor[];
}

export type HallOffice = ReturnType<typeof createHallOffice>;

/** What the managers' pages work with, for the composition root. */
export function createHallOffice({ models, halls, holidayImports, moreFeeds = [], ...shared }: HallOfficeDependencies) {
  const { appointments } = models;
  const edits = new HallEdits(models.halls, halls);
  const moving = new Moving({ ...shared, appointments, halls });
  const strandedCouples = new StrandedCouples({ ...shared, appointments });
  const changes = new HallChanges({ ...shared, edits, moving, strandedCouples });
  const use = new HallUse(models);
  return {
    edits,
    moving,
    changes,
    holidays: new Holidays({ ...shared, imports: holidayImports, halls, changes }),
    use,
    feeds: new Feeds({
      ...shared,
      feeds: models.feeds,
      rights: currentRights(models.staffAccounts),
      contributors: [hallDays({ ...shared, use }), openDays(shared), counsellingHours({ use }), ...moreFeeds],
    }),
  };
}
