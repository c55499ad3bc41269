import ical, { ICalAlarmType, ICalCalendarMethod, ICalEventClass, ICalEventStatus } from 'ical-generator';
import { DateTime } from 'luxon';

import { appointmentTimes } from '../appointment-times.js';
import type { ConfirmationView } from '../confirmation-view.js';
import { isCancelled, SENSITIVE_BUSINESSES, wordingOf, type Translate } from '../wording.js';
import { fixedOffsetTimezone } from './fixed-offset-timezone.js';

/** One day and two hours before, in seconds. */
const ALARMS_BEFORE = [24 * 60 * 60, 2 * 60 * 60];

const ALARM = /^BEGIN:VALARM\r\n[^]*?^END:VALARM\r\n/gm;

/** iTIP (RFC 5546) demands an organizer; a hall has no mailbox, so nothing can be sent to this address. */
const ORGANIZER_ADDRESS = 'no-reply@xiyue.invalid';

/** One appointment as an iCalendar object (RFC 5545): published, or withdrawn once it is cancelled. */
export function buildCalendar(view: ConfirmationView, t: Translate): string {
  const say = wordingOf(t);
  const { hall } = view;
  const cancelled = isCancelled(view);
  const calendar = ical({
    prodId: { company: 'xiyue', product: 'appointments', language: view.language === 'en' ? 'EN' : 'ZH' },
    method: cancelled ? ICalCalendarMethod.CANCEL : ICalCalendarMethod.PUBLISH,
    // Unnamed on purpose: with a calendar-wide zone the library writes DTSTAMP in local time, which RFC 5545 forbids.
    timezone: { name: null, generator: (zone) => fixedOffsetTimezone(zone, view.start) },
  });
  const event = calendar.createEvent({
    id: view.uid,
    sequence: view.sequence,
    stamp: view.updatedAt,
    lastModified: view.updatedAt,
    start: DateTime.fromJSDate(view.start),
    end: DateTime.fromJSDate(view.end),
    timezone: hall.timeZone,
    summary: say(`calendar.summary.${wordingKey(view)}`, { hall: hall.name }),
    description: describe(view, say),
    location: { title: hall.name, address: hall.address, ...geo(view) },
    organizer: { name: hall.name.replaceAll('"', "'"), email: ORGANIZER_ADDRESS },
    status: cancelled ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
    class: ICalEventClass.PRIVATE,
  });
  if (!cancelled)
    ALARMS_BEFORE.forEach((seconds) => event.createAlarm({ type: ICalAlarmType.display, trigger: seconds }));
  return `${alarmsLast(calendar.toString())}\r\n`;
}

/** The library writes some of the event's properties after its alarms, where RFC 5545 allows none. */
function alarmsLast(calendar: string): string {
  const alarms = calendar.match(ALARM) ?? [];
  return calendar.replace(ALARM, '').replace(/^END:VEVENT/m, (end) => alarms.join('') + end);
}

function wordingKey({ business }: ConfirmationView): string {
  return SENSITIVE_BUSINESSES.has(business) ? 'neutral' : business;
}

function describe(view: ConfirmationView, say: Translate): string {
  const times = appointmentTimes(view, say);
  if (isCancelled(view)) return say('calendar.cancelled', { reference: view.reference });
  const lines = [
    say('calendar.reference', { reference: view.reference }),
    say('rules.check-in', times.checkIn),
    say('rules.cancel', { until: times.cancelUntil }),
    `${say('hall.phone')} ${view.hall.phone}`,
  ];
  if (view.hall.transport) lines.push(`${say('hall.transport')} ${view.hall.transport}`);
  lines.push(say('calendar.bring'));
  return lines.join('\n');
}

function geo({ hall: { location } }: ConfirmationView): { geo?: { lat: number; lon: number } } {
  return location ? { geo: { lat: location.latitude, lon: location.longitude } } : {};
}
