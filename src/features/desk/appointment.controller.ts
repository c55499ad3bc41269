import type { Request, RequestHandler } from 'express';
import { DomainError } from '../../errors/index.js';
import { actorOf, staffOf } from '../../http/require-permission.js';
import { type AppointmentRecord, mayUndo } from '../appointments/index.js';
import { maskName } from '../eligibility/index.js';
import { deskPaths } from './desk.paths.js';
import type { DeskPageServices } from './desk-page-services.js';
import { formText } from './form-fields.js';
import { type PageRefusal, refusalOn } from './refusals.js';
import { hallOf } from './working-hall.js';

/** One appointment at the desk: who they are said to be, whether they may come in, and what can be put right. */
export function showAppointment(services: DeskPageServices): RequestHandler {
  return async (req, res) => {
    res.render('desk/appointment.njk', await appointmentPage(req, services));
  };
}

/** Both are here and both documents were compared; then they have a number. */
export function checkIn(services: DeskPageServices): RequestHandler {
  return async (req, res) => {
    const text = formText(req);
    const record = await recordOf(req, services);
    const numbers = record.parties.map((_, index) => text(`number-${index}`));
    try {
      if (text('present') !== 'true') throw new DomainError('both-must-be-present', { status: 422 });
      const { ticket } = await services.desk.arrivals.checkIn({
        record,
        proof: { numbers },
        isGreen: text('green') === 'true',
        actor: actorOf(req),
        now: services.clock.now(),
      });
      res.redirect(303, deskPaths.ticket(ticket._id));
    } catch (error) {
      const refusal = refusalOn(error, req.t, (field) => field.replace('numbers.', 'number-'));
      const values = { present: text('present'), green: text('green') };
      res
        .status(refusal.status)
        .render('desk/appointment.njk', await appointmentPage(req, services, { ...refusal, values }));
    }
  };
}

/** They were there after all: the miss is taken back, and with it the block it led to. */
export function undoNoShow(services: DeskPageServices): RequestHandler {
  return correct(services, async (correction) => void (await services.noShows.undo(correction)));
}

/** A manager has heard the couple. */
export function liftBlock(services: DeskPageServices): RequestHandler {
  return correct(services, (correction) => services.noShows.lift(correction));
}

/** Takes a check-in back within five minutes; their number is void. */
export function undoCheckIn(services: DeskPageServices): RequestHandler {
  return correct(services, async ({ record, ...correction }) => {
    const ticket = await services.desk.tickets.alive(record._id);
    if (!ticket) throw new DomainError('ticket-changed');
    await services.desk.finishing.undoCheckIn({ id: ticket._id, ...correction });
  });
}

type Correction = Parameters<DeskPageServices['noShows']['lift']>[0];

function correct(services: DeskPageServices, work: (correction: Correction) => Promise<void>): RequestHandler {
  return async (req, res) => {
    const record = await recordOf(req, services);
    const reason = formText(req)('reason').slice(0, 200);
    try {
      if (reason === '') throw new DomainError('reason-needed', { status: 422 });
      await work({ record, reason, actor: actorOf(req), now: services.clock.now() });
      res.redirect(303, deskPaths.appointment(record.reference));
    } catch (error) {
      const refusal = refusalOn(error, req.t);
      const page = await appointmentPage(req, services, { ...refusal, values: { reason } });
      res.status(refusal.status).render('desk/appointment.njk', page);
    }
  };
}

function recordOf(req: Request, { serving }: DeskPageServices): Promise<AppointmentRecord> {
  return serving.find(String(req.params['reference']), staffOf(req).hall);
}

async function appointmentPage(
  req: Request,
  services: DeskPageServices,
  more: Partial<PageRefusal> & { values?: Record<string, string> } = {},
) {
  const { serving, noShows, desk, clock } = services;
  const now = clock.now();
  const record = await recordOf(req, services);
  const { can } = staffOf(req);
  const ticket = await desk.tickets.alive(record._id);
  const people = serving.peopleOf(record);
  return {
    record,
    hall: await hallOf(req, services),
    names: people.map(({ name }) => maskName(name)),
    parties: people.map(({ role, documentType }) => ({ role, documentType })),
    verdict: await serving.verdictOn(record, now),
    ticket,
    blocks: await noShows.blocksOf(record, now),
    mayUndoCheckIn: can('desk.undo') && ticket?.state === 'waiting' && mayUndo(record, now) === 'yes',
    mayUndoNoShow: can('desk.undo') && record.state === 'no-show' && mayUndo(record, now) === 'yes',
    mayLift: can('blocks.lift'),
    mayRead: can('person.read'),
    paths: deskPaths,
    values: {},
    ...more,
  };
}
