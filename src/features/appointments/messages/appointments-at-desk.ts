import { normaliseReference } from '../../../infrastructure/ids.js';
import type { SubjectDesk } from '../../notifications/index.js';
import type { AppointmentModel } from '../appointment.model.js';
import { appointmentPaths } from '../appointments.paths.js';

/** Appointments as staff find them beside a message: by their reference. */
export function appointmentsAtDesk(appointments: AppointmentModel): SubjectDesk {
  return {
    permission: 'desk.view',
    typed: { 'zh-CN': '预约编号', en: 'booking reference' },
    example: 'XY-7K3M-9Q2P',
    async named(typed) {
      const reference = normaliseReference(typed);
      const found = reference === undefined ? null : await appointments.findOne({ reference }, { _id: 1 }).lean();
      return found ? [found._id] : [];
    },
    async describe(ids) {
      const found = await appointments.find({ _id: { $in: ids } }, { reference: 1, hall: 1 }).lean();
      return new Map(
        found.map(({ _id, reference, hall }) => [_id, { reference, hall, href: appointmentPaths.atDesk(reference) }]),
      );
    },
  };
}
