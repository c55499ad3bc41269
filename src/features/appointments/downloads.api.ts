import { createHash } from 'node:crypto';
import { type Request, Router } from 'express';
import { apiRoute } from '../../http/api-route.js';
import {
  buildCalendar,
  type ConfirmationView,
  type PassSigner,
  renderQrSvg,
  renderSlip,
} from '../confirmation/index.js';
import type { HallDirectory } from '../halls/index.js';
import type { AppointmentViews } from './appointment-view.js';
import type { AppointmentRecord } from './appointment.model.js';
import { appointmentAddress } from './appointments.forms.js';
import { openAppointment } from './managing.api.js';
import type { Managing } from './managing.service.js';

const UNKNOWN = { 404: ['appointment-unknown'] };

/** The confirmation to print, to put into a calendar and to show at the hall. */
export function createDownloadsApi({ managing, halls, views, passes }: DownloadsApiDependencies): Router {
  const router = Router();
  const open = (params: { reference: string }, req: Request) => openAppointment(managing, params.reference, req);
  const confirmationOf = async (record: AppointmentRecord, { language, t }: Request): Promise<ConfirmationView> =>
    views.toConfirmation(record, { hall: await halls.named(record.hall), language, t });
  const passOf = ({ reference, hall, date }: AppointmentRecord) =>
    passes.sign({ kind: 'appointment', reference, hall, date });

  apiRoute(router, {
    method: 'get',
    path: '/v1/appointments/:reference/slip.pdf',
    permission: 'manage-token',
    operation: {
      id: 'downloadSlip',
      tag: 'appointments',
      params: appointmentAddress,
      answer: { status: 200, contentType: 'application/pdf' },
      refusals: UNKNOWN,
    },
    handle: async ({ params, req }) => {
      const record = await open(params, req);
      const view = await confirmationOf(record, req);
      const body = await renderSlip(view, { t: req.t, qrPayload: await passOf(record) });
      return file({ body, type: 'application/pdf', name: `${record.reference}.pdf` });
    },
  });

  apiRoute(router, {
    method: 'get',
    path: '/v1/appointments/:reference/calendar.ics',
    permission: 'manage-token',
    operation: {
      id: 'downloadCalendar',
      tag: 'appointments',
      params: appointmentAddress,
      answer: { status: 200, contentType: 'text/calendar' },
      refusals: UNKNOWN,
    },
    handle: async ({ params, req }) => {
      const record = await open(params, req);
      const body = Buffer.from(buildCalendar(await confirmationOf(record, req), req.t));
      return file({ body, type: 'text/calendar; charset=utf-8', name: `${record.reference}.ics` });
    },
  });

  apiRoute(router, {
    method: 'get',
    path: '/v1/appointments/:reference/qr.svg',
    permission: 'manage-token',
    operation: {
      id: 'downloadQr',
      tag: 'appointments',
      params: appointmentAddress,
      answer: { status: 200, contentType: 'image/svg+xml', hasEtag: true },
      refusals: UNKNOWN,
    },
    handle: async ({ params, req }) => {
      const body = Buffer.from(renderQrSvg(await passOf(await open(params, req)), req.t));
      const etag = `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`;
      return {
        status: 200,
        body,
        headers: { 'Content-Type': 'image/svg+xml', 'Cache-Control': 'private, no-cache', ETag: etag },
      };
    },
  });
  return router;
}

function file({ body, type, name }: { body: Buffer; type: string; name: string }) {
  return {
    status: 200,
    body,
    headers: { 'Content-Type': type, 'Content-Disposition': `attachment; filename="${name}"` },
  };
}

export interface DownloadsApiDependencies {
  managing: Managing;
  halls: HallDirectory;
  views: AppointmentViews;
  passes: PassSigner;
}
