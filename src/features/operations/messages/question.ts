import type { Request } from 'express';
import { staffOf } from '../../../http/require-permission.js';
import { addDays, instantAt } from '../../calendar/index.js';
import type { MessageQuestion } from '../../notifications/index.js';
import type { OperationsServices } from '../operations-services.js';
import { idsIn } from './filter-address.js';
import { describeSubjects } from './message-subjects.js';
import type { MessageFilter } from './messages.forms.js';

/** The hall beyond which somebody sees no message; undefined for those who watch over the whole bureau. */
export function hallOf(req: Request): string | undefined {
  const staff = staffOf(req);
  return staff.can('operations.view') ? undefined : staff.hall;
}

/** What a filter asks of the store, within what its asker may see. Days are those of their clock; the last one counts whole. */
export async function questionOf(
  { about, hall, from, to, ...exact }: MessageFilter,
  { req, zone, services }: { req: Request; zone: string; services: Pick<OperationsServices, 'notifications'> },
): Promise<MessageQuestion> {
  const within = hallOf(req) ?? hall;
  const subjects =
    about === undefined ? undefined : await describeSubjects(idsIn(about), services.notifications.catalogue);
  return {
    ...exact,
    ...(within !== undefined && { hall: within }),
    ...(subjects && { subjects: [...subjects.keys()] }),
    ...(from !== undefined && { from: instantAt(from, '00:00', zone) }),
    ...(to !== undefined && { to: instantAt(addDays(to, 1), '00:00', zone) }),
  };
}
