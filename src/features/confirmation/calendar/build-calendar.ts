import { ICalCalendarMethod } from 'ical-generator';

import type { ConfirmationView } from '../confirmation-view.js';
import { isCancelled, type Translate } from '../wording.js';
import { appointmentEvent, written } from './appointment-event.js';

/** iTIP (RFC 5546) demands an organizer; a file that was fetched has no sender, so nothing can be sent to this address. */
const NOBODY = 'no-reply@xiyue.invalid';

/** One appointment as an iCalendar object (RFC 5545) to be fetched: published, or withdrawn once it is cancelled. */
export function buildCalendar(view: ConfirmationView, t: Translate): string {
  const method = isCancelled(view) ? ICalCalendarMethod.CANCEL : ICalCalendarMethod.PUBLISH;
  return written(appointmentEvent(view, { method, organizer: NOBODY, t }));
}
