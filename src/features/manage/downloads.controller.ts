import type { RequestHandler } from 'express';
import { DomainError } from '../../errors/index.js';
import type { AppointmentRecord } from '../appointments/index.js';
import { buildCalendar, type PassSigner, renderQrSvg, renderSlip } from '../confirmation/index.js';
import type { ManageServices } from './manage-services.js';
import { openAppointment } from './open-appointment.js';

/** The printable slip, made when it is asked for. A cancelled appointment's slip says so. */
export function sendSlip(services: ManageServices): RequestHandler {
  return async (req, res) => {
    const { record, view } = await openAppointment(req, services);
    const slip = await renderSlip(view, { t: req.t, qrPayload: await passOf(record, services.passes) });
    res.type('application/pdf').attachment(`${record.reference}.pdf`).send(slip);
  };
}

/** The calendar entry; after a change the same entry with a higher sequence, after a cancellation its withdrawal. */
export function sendCalendar(services: ManageServices): RequestHandler {
  return async (req, res) => {
    const { record, view } = await openAppointment(req, services);
    const method = record.state === 'cancelled' ? 'CANCEL' : 'PUBLISH';
    res.attachment(`${record.reference}.ics`).type(`text/calendar; charset=utf-8; method=${method}`);
    res.send(Buffer.from(buildCalendar(view, req.t)));
  };
}

/** The signed pass as a picture; a cancelled appointment has none. */
export function sendQr(services: ManageServices): RequestHandler {
  return async (req, res) => {
    const { record } = await openAppointment(req, services);
    if (record.state === 'cancelled') throw new DomainError('not-active');
    res.type('image/svg+xml').send(renderQrSvg(await passOf(record, services.passes), req.t));
  };
}

function passOf({ reference, hall, date }: AppointmentRecord, passes: PassSigner): Promise<string> {
  return passes.sign({ kind: 'appointment', reference, hall, date });
}
