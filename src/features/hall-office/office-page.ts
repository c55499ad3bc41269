import type { Request } from 'express';
import { staffOf } from '../../http/require-permission.js';
import type { Clock } from '../../infrastructure/clock.js';
import { civilDateAt, type CivilDate } from '../calendar/index.js';
import type { Hall } from '../halls/index.js';
import type { HallOffice } from './hall-office-services.js';

/** What the managers' pages work with. */
export interface HallOfficeServices {
  clock: Clock;
  hallOffice: HallOffice;
}

export interface Visit {
  hall: Hall;
  now: Date;
  today: CivilDate;
}

/** The hall somebody works at, as it is in the store at this moment. */
export async function visit(req: Request, { clock, hallOffice }: HallOfficeServices): Promise<Visit> {
  const hall = await hallOffice.edits.current(staffOf(req).hall);
  const now = clock.now();
  return { hall, now, today: civilDateAt(now, hall.timeZone) };
}
