import type { Request } from 'express';
import {
  type AppointmentRecord,
  type Deadlines,
  mayCancel,
  mayReschedule,
  type Permitted,
} from '../appointments/index.js';
import { type ConfirmationView, isSensitive } from '../confirmation/index.js';
import type { Hall } from '../halls/index.js';
import { type AppointmentPages, managePaths } from './manage.paths.js';
import type { ManageServices } from './manage-services.js';

/** One appointment as its pages need it: what it is, what it says, what may still be done with it. */
export interface OpenedAppointment {
  record: AppointmentRecord;
  hall: Hall;
  view: ConfirmationView;
  deadlines: Deadlines;
  reschedulesLeft: number;
  /** The hall will not serve it after all. */
  isSlotClosed: boolean;
  mayCancel: Permitted;
  mayReschedule: Permitted;
  /** Divorce and counselling are spoken of quietly. */
  tone: 'calm' | undefined;
  paths: AppointmentPages;
  now: Date;
}

/** Opens what the address names; throws NotFound for a wrong token as for an unknown reference. */
export async function openAppointment(req: Request, services: ManageServices): Promise<OpenedAppointment> {
  const { managing, halls, views, clock } = services;
  const { reference, token } = req.params as { reference: string; token: string };
  const record = await managing.find(reference, token);
  const hall = await halls.named(record.hall);
  const now = clock.now();
  const deadlines = views.deadlines(record, hall);
  const isSlotClosed = await managing.isSlotClosed(record);
  const reschedulesLeft = views.reschedulesLeft(record, hall);
  return {
    record,
    hall,
    view: views.toConfirmation(record, { hall, language: req.language, t: req.t }),
    deadlines,
    reschedulesLeft,
    isSlotClosed,
    mayCancel: mayCancel({ state: record.state, isSlotClosed }, deadlines, now),
    mayReschedule: mayReschedule({ state: record.state, isSlotClosed, reschedulesLeft }, deadlines, now),
    tone: isSensitive(record.business) ? 'calm' : undefined,
    paths: managePaths.of(reference, token),
    now,
  };
}
