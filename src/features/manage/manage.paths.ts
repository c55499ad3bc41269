import { appointmentPaths } from '../appointments/index.js';

const PATTERN = appointmentPaths.manage(':reference', ':token');

/** Addresses of the pages of one appointment. The token in them is the key to it, so none may leave the site. */
export const managePaths = {
  lookup: appointmentPaths.lookup,
  code: '/manage/code',
  of: (reference: string, token: string) => pathsBelow(appointmentPaths.manage(reference, token)),
  patterns: pathsBelow(PATTERN),
};

export type AppointmentPages = ReturnType<typeof pathsBelow>;

function pathsBelow(self: string) {
  return {
    self,
    slip: `${self}/slip.pdf`,
    calendar: `${self}/calendar.ics`,
    qr: `${self}/qr.svg`,
    reschedule: `${self}/reschedule`,
    confirmMove: `${self}/reschedule/confirm`,
    cancel: `${self}/cancel`,
    messages: `${self}/messages`,
  };
}
