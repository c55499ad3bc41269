import { type Request, Router } from 'express';
import { NotFound } from '../../errors/index.js';
import { apiRoute } from '../../http/api-route.js';
import type { Clock } from '../../infrastructure/clock.js';
import { normaliseReference } from '../../infrastructure/ids.js';
import type { HallDirectory } from '../halls/index.js';
import type { AppointmentViews, ViewContext } from './appointment-view.js';
import type { AppointmentRecord } from './appointment.model.js';
import { appointmentAnswer } from './appointments.answers.js';
import { appointmentAddress, cancelForm, rescheduleForm } from './appointments.forms.js';
import { startOn } from './chosen-start.js';
import type { Managing } from './managing.service.js';

const UNKNOWN = ['appointment-unknown'];

/** What the holder of a manage token may do. A wrong token and an unknown reference are the same 404. */
export function createManagingApi({ managing, halls, views, clock }: ManagingApiDependencies): Router {
  const router = Router();
  const contextOf = async (record: AppointmentRecord, { language, t }: Request): Promise<ViewContext> => ({
    hall: await halls.named(record.hall),
    language,
    t,
  });
  const show = async (record: AppointmentRecord, req: Request) => ({
    status: 200,
    body: views.toApi(record, await contextOf(record, req)),
  });

  apiRoute(router, {
    method: 'get',
    path: '/v1/appointments/:reference',
    permission: 'manage-token',
    operation: {
      id: 'readAppointment',
      tag: 'appointments',
      params: appointmentAddress,
      answer: { status: 200, schema: appointmentAnswer },
      refusals: { 404: UNKNOWN },
    },
    handle: async ({ params, req }) => show(await openAppointment(managing, params.reference, req), req),
  });

  apiRoute(router, {
    method: 'post',
    path: '/v1/appointments/:reference/reschedule',
    permission: 'manage-token',
    operation: {
      id: 'reschedule',
      tag: 'appointments',
      params: appointmentAddress,
      body: rescheduleForm,
      answer: { status: 200, schema: appointmentAnswer },
      refusals: {
        404: UNKNOWN,
        409: [
          'slot-full',
          'slot-closed',
          'not-yet-released',
          'too-late',
          'no-reschedules-left',
          'not-active',
          'not-eligible',
          'changed-meanwhile',
        ],
      },
    },
    handle: async ({ params, body: { date, start, hall }, req }) => {
      const record = await openAppointment(managing, params.reference, req);
      const chosen = await halls.named(hall ?? record.hall);
      const to = { hall: chosen, date, start: startOn(start, { date, timeZone: chosen.timeZone }) };
      return show(await managing.reschedule({ record, to, now: clock.now() }), req);
    },
  });

  apiRoute(router, {
    method: 'post',
    path: '/v1/appointments/:reference/cancel',
    permission: 'manage-token',
    operation: {
      id: 'cancel',
      tag: 'appointments',
      params: appointmentAddress,
      body: cancelForm,
      answer: { status: 200, schema: appointmentAnswer },
      refusals: { 404: UNKNOWN, 409: ['too-late', 'not-active', 'changed-meanwhile'] },
    },
    handle: async ({ params, body: { late }, req }) => {
      const record = await openAppointment(managing, params.reference, req);
      return show(await managing.cancel({ record, acceptsLate: late, now: clock.now() }), req);
    },
  });
  return router;
}

/** The appointment the bearer token opens; throws NotFound for everything else. */
export async function openAppointment(managing: Managing, text: string, req: Request): Promise<AppointmentRecord> {
  const reference = normaliseReference(text);
  const token = /^Bearer +([\w-]{1,100})$/i.exec(req.get('Authorization') ?? '')?.[1];
  if (reference === undefined || token === undefined) throw new NotFound('appointment-unknown');
  return managing.find(reference, token);
}

export interface ManagingApiDependencies {
  managing: Managing;
  halls: HallDirectory;
  views: AppointmentViews;
  clock: Clock;
}
