import type { AuditLog } from '../../audit/index.js';
import type { FieldCipher } from '../../infrastructure/field-cipher.js';
import {
  type AppointmentMessages,
  type AppointmentModel,
  Moving,
  type Receipts,
  StrandedCouples,
} from '../appointments/index.js';
import type { HolidayCalendar, HolidayImports } from '../calendar/index.js';
import { type HallDirectory, HallEdits, type HallModel } from '../halls/index.js';
import type { SlotClaims, SlotModel, Slots } from '../slots/index.js';
import { HallChanges } from './hall-changes.service.js';
import { HallUse } from './hall-use.read-model.js';
import { Holidays } from './holidays.service.js';

export interface HallOfficeDependencies {
  models: { appointments: AppointmentModel; halls: HallModel; slots: SlotModel };
  halls: HallDirectory;
  calendar: HolidayCalendar;
  holidayImports: HolidayImports;
  claims: SlotClaims;
  slots: Slots;
  messages: AppointmentMessages;
  audit: AuditLog;
  receipts: Receipts;
  cipher: FieldCipher;
}

export type HallOffice = ReturnType<typeof createHallOffice>;

/** What the managers' pages work with, for the composition root. */
export function createHallOffice({ models, halls, holidayImports, ...shared }: HallOfficeDependencies) {
  const { appointments } = models;
  const edits = new HallEdits(models.halls, halls);
  const moving = new Moving({ ...shared, appointments, halls });
  const strandedCouples = new StrandedCouples({ ...shared, appointments });
  const changes = new HallChanges({ ...shared, edits, moving, strandedCouples });
  return {
    edits,
    moving,
    changes,
    holidays: new Holidays({ ...shared, imports: holidayImports, halls, changes }),
    use: new HallUse(models),
  };
}
