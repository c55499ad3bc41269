import type { RequestHandler } from 'express';
import type { ManageServices } from './manage-services.js';
import { openAppointment } from './open-appointment.js';
import { refusalNotice } from './refusal-notice.js';

/** What cancelling means, before anybody does it. */
export function askToCancel(services: ManageServices): RequestHandler {
  return async (req, res) => {
    res.render('manage/cancel.njk', await openAppointment(req, services));
  };
}

/** Cancels; twice is as once. On the day itself only when the couple accepts that it counts as late. */
export function cancel(services: ManageServices): RequestHandler {
  return async (req, res) => {
    const opened = await openAppointment(req, services);
    const { record, now, paths } = opened;
    const acceptsLate = (req.body as Record<string, unknown>)['acceptsLate'] === 'true';
    if (opened.mayCancel === 'late' && !acceptsLate) {
      const errors = [{ field: 'acceptsLate', message: req.t('manage:cancel.acceptFirst') }];
      return void res.status(422).render('manage/cancel.njk', { ...opened, errors });
    }
    try {
      await services.managing.cancel({ record, acceptsLate, now });
    } catch (error) {
      const { status, notice } = refusalNotice(error, req.t);
      const current = await openAppointment(req, services);
      return void res.status(status).render('manage/cancel.njk', { ...current, notice });
    }
    res.redirect(303, paths.self);
  };
}
