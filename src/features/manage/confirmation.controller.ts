import type { RequestHandler } from 'express';
import { maskEmail, type PersonalDetails } from '../appointments/index.js';
import { dayLabels, quietDayLabels } from '../calendar/index.js';
import { maskPhone } from '../eligibility/index.js';
import { presentConfirmation } from './confirmation-page.js';
import type { ManageServices } from './manage-services.js';
import { openAppointment } from './open-appointment.js';

/** The confirmation and the later view are one page: what it shows follows from the appointment, never from the address. */
export function showConfirmation(services: ManageServices): RequestHandler {
  return async (req, res) => {
    const opened = await openAppointment(req, services);
    const { record, view, hall, paths, tone, mayCancel, mayReschedule, isSlotClosed, reschedulesLeft } = opened;
    const page = presentConfirmation(opened, req.t);
    const labelsOf = tone === 'calm' ? quietDayLabels : dayLabels;
    const labels = labelsOf(record.date, await services.calendar.current(), req.language);
    res.render('manage/appointment.njk', {
      ...page,
      record,
      view,
      hall,
      paths,
      tone,
      mayCancel,
      mayReschedule,
      isSlotClosed,
      reschedulesLeft,
      labels,
      ...contactOf(services.managing.personalOf(record)),
    });
  };
}

/** Where messages go, as far as their owner recognises it. */
function contactOf({ contactPhone, contactEmail }: PersonalDetails): { phone: string; mailbox: string | undefined } {
  return { phone: maskPhone(contactPhone), mailbox: contactEmail === undefined ? undefined : maskEmail(contactEmail) };
}
