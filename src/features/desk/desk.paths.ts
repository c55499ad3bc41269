import { appointmentPaths } from '../appointments/index.js';

const root = '/staff/desk';

export const deskPaths = {
  board: root,
  find: `${root}/find`,
  events: `${root}/events`,
  walkIn: `${root}/walk-in`,
  windows: `${root}/windows`,
  display: `${root}/display`,
  displayEvents: `${root}/display/events`,
  kiosk: `${root}/kiosk`,
  patterns: {
    appointment: appointmentPaths.atDesk(':reference'),
    ticket: `${root}/tickets/:id`,
    window: `${root}/windows/:window`,
  },
  appointment: appointmentPaths.atDesk,
  record: (reference: string) => `${appointmentPaths.atDesk(reference)}/record`,
  ticket: (id: string) => `${root}/tickets/${id}`,
  slip: (id: string) => `${root}/tickets/${id}/slip`,
  window: (number: number) => `${root}/windows/${number}`,
};
