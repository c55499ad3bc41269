import type { Request, RequestHandler, Response } from 'express';
import { DomainError } from '../../errors/index.js';
import type { ManageServices } from './manage-services.js';
import { openAppointment, type OpenedAppointment } from './open-appointment.js';
import { type RefusalNotice, refusalNotice } from './refusal-notice.js';
import { findTime, presentReschedule, type Wish } from './reschedule-page.js';

/** The calendar, and the times of a day once one is chosen. */
export function chooseNewTime(services: ManageServices): RequestHandler {
  return async (req, res) => {
    const opened = await openAppointment(req, services);
    await renderChoice({ req, res, opened, wish: wishOf(req.query), services });
  };
}

/** Old and new side by side, before anything changes; a time that is gone meanwhile is said here already. */
export function confirmMove(services: ManageServices): RequestHandler {
  return async (req, res) => {
    const opened = await openAppointment(req, services);
    const wish = wishOf(req.query);
    if (opened.mayReschedule !== 'yes') return renderChoice({ req, res, opened, wish, services });
    if (wish.start === '') {
      const errors = [{ field: 'start', message: req.t('manage:reschedule.chooseTime') }];
      return renderChoice({ req, res, opened, wish, services, errors, status: 422 });
    }
    const to = await findTime({ opened, wish }, services);
    if (!to) {
      const { notice } = refusalNotice(new DomainError('slot-full'), req.t);
      return renderChoice({ req, res, opened, wish, services, notice, status: 409 });
    }
    res.render('manage/reschedule-confirm.njk', { ...opened, to });
  };
}

/** Moves the appointment; a refusal leaves it as it was and shows what is free now. */
export function move(services: ManageServices): RequestHandler {
  return async (req, res) => {
    const opened = await openAppointment(req, services);
    const { record, now, paths } = opened;
    const wish = wishOf(req.body);
    try {
      const to = { hall: await services.halls.named(wish.hall), date: wish.date, start: wish.start };
      await services.managing.reschedule({ record, to, now });
    } catch (error) {
      const { status, notice } = refusalNotice(error, req.t);
      const current = await openAppointment(req, services);
      await renderChoice({ req, res, opened: current, wish, services, notice, status });
      return;
    }
    res.redirect(303, paths.self);
  };
}

async function renderChoice({
  req,
  res,
  opened,
  wish,
  services,
  status = 200,
  ...page
}: {
  req: Request;
  res: Response;
  opened: OpenedAppointment;
  wish: Wish;
  services: ManageServices;
  status?: number;
  notice?: RefusalNotice;
  errors?: { field: string; message: string }[];
}): Promise<void> {
  const choice = opened.mayReschedule === 'yes' ? await presentReschedule({ opened, wish }, req, services) : {};
  res.status(status).render('manage/reschedule.njk', { ...opened, ...choice, ...page });
}

/** Fields as text; whatever else was sent is not there. */
function wishOf(from: unknown): Wish {
  const fields = (typeof from === 'object' && from !== null ? from : {}) as Record<string, unknown>;
  const text = (name: string) => (typeof fields[name] === 'string' ? fields[name].normalize('NFKC').slice(0, 40) : '');
  return { hall: text('hall'), month: text('month'), date: text('date'), start: text('start') };
}
