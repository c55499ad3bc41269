import { ICalAttendeeRole, ICalAttendeeStatus, ICalAttendeeType, ICalCalendarMethod } from 'ical-generator';

import type { ConfirmationView } from '../confirmation-view.js';
import { isCancelled, type Translate } from '../wording.js';
import { appointmentEvent, written } from './appointment-event.js';
import { calendarAddress } from './plain-text.js';

export interface Invitation {
  method: 'REQUEST' | 'CANCEL';
  content: string;
}

/**
 * One appointment as an invitation (RFC 5546) to be mailed, under the UID and SEQUENCE of the calendar that can be fetched, so that
 * each replaces the other. The couple chose the time themselves: they have accepted, and no answer is asked for.
 */
export function buildInvitation(
  view: ConfirmationView,
  { attendee, organizer, t }: { attendee: string; organizer: string; t: Translate },
): Invitation {
  const method = isCancelled(view) ? ICalCalendarMethod.CANCEL : ICalCalendarMethod.REQUEST;
  const appointment = appointmentEvent(view, { method, organizer, t });
  appointment.event.createAttendee({
    email: calendarAddress(attendee),
    type: ICalAttendeeType.INDIVIDUAL,
    role: ICalAttendeeRole.REQ,
    status: ICalAttendeeStatus.ACCEPTED,
    rsvp: false,
  });
  return { method, content: written(appointment) };
}
