import type { Request, Response } from 'express';
import type { Model } from 'mongoose';
import { ValidationFailed } from '../../errors/index.js';
import { actorOf } from '../../http/require-permission.js';
import type { Clock } from '../../infrastructure/clock.js';
import type { AppointmentRecord } from '../appointments/index.js';
import type { HallDirectory } from '../halls/index.js';
import type { ChangedBy } from './endpoints/endpoints.service.js';
import type { Webhooks } from './webhook-services.js';

/** What the pages about other systems work with. */
export interface WebhookServices {
  webhooks: Webhooks;
  halls: HallDirectory;
  clock: Clock;
  models: { appointments: Model<AppointmentRecord> };
}

export function changedBy(req: Request, { clock }: Pick<WebhookServices, 'clock'>): ChangedBy {
  return { actor: actorOf(req), now: clock.now() };
}

/** A posted form without its token. */
export function formFields(req: Request): Record<string, unknown> {
  const { _csrf, ...fields } = (req.body ?? {}) as Record<string, unknown>;
  return fields;
}

/** Each fault at its field; that one of a list is wrong is said at the list. Anything but a wrong field is a defect. */
export function faultsIn(error: unknown, t: Request['t']): { field: string; message: string }[] {
  if (!(error instanceof ValidationFailed)) throw error;
  return error.fields.map(({ field, code, params }) => ({
    field: field.replace(/\.\d+$/, ''),
    message: t([`webhooks:faults.${code}`, `validation:${code}`], { ...params }),
  }));
}

/** Where the clock hangs of whoever a page is shown to. */
export function zoneOf({ locals }: Response): string {
  return (locals['staff'] as { zone: string }).zone;
}
