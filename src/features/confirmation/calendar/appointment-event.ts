import ical, {
  ICalAlarmType,
  type ICalCalendar,
  type ICalCalendarMethod,
  type ICalEvent,
  ICalEventClass,
  ICalEventStatus,
} from 'ical-generator';
import { DateTime } from 'luxon';

import { appointmentTimes } from '../appointment-times.js';
import type { ConfirmationView } from '../confirmation-view.js';
import { isCancelled, SENSITIVE_BUSINESSES, wordingOf, type Translate } from '../wording.js';
import { calendarTimezone } from './calendar-timezone.js';
import { calendarAddress, calendarParameter, calendarText } from './plain-text.js';

/** One day and two hours before, in seconds. */
const ALARMS_BEFORE = [24 * 60 * 60, 2 * 60 * 60];

const ALARM = /^BEGIN:VALARM\r\n[^]*?^END:VALARM\r\n/gm;

export interface AppointmentCalendar {
  calendar: ICalCalendar;
  event: ICalEvent;
}

/** One appointment as the only event of a calendar: in whichever way it leaves, it has the same UID, SEQUENCE and words. */
export function appointmentEvent(
  view: ConfirmationView,
  { method, organizer, t }: { method: ICalCalendarMethod; organizer: string; t: Translate },
): AppointmentCalendar {
  const say = wordingOf(t);
  const { hall } = view;
  const cancelled = isCancelled(view);
  const calendar = ical({
    prodId: { company: 'xiyue', product: 'appointments', language: view.language === 'en' ? 'EN' : 'ZH' },
    method,
    // Unnamed on purpose: with a calendar-wide zone the library writes DTSTAMP in local time, which RFC 5545 forbids.
    timezone: { name: null, generator: (zone) => calendarTimezone(zone, view.start) },
  });
  const event = calendar.createEvent({
    id: view.uid,
    sequence: view.sequence,
    stamp: view.updatedAt,
    lastModified: view.updatedAt,
    start: DateTime.fromJSDate(view.start),
    end: DateTime.fromJSDate(view.end),
    timezone: hall.timeZone,
    summary: calendarText(say(`calendar.summary.${wordingKey(view)}`, { hall: hall.name })),
    description: calendarText(describe(view, say)),
    location: { title: calendarText(hall.name), address: calendarText(hall.address), ...geo(view) },
    organizer: { name: calendarParameter(hall.name), email: calendarAddress(organizer) },
    status: cancelled ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
    class: ICalEventClass.PRIVATE,
  });
  if (!cancelled)
    ALARMS_BEFORE.forEach((seconds) => event.createAlarm({ type: ICalAlarmType.display, trigger: seconds }));
  return { calendar, event };
}

/** The library writes some of the event's properties after its alarms, where RFC 5545 allows none, and no line end at the end. */
export function written({ calendar }: AppointmentCalendar): string {
  const text = calendar.toString();
  const alarms = text.match(ALARM) ?? [];
  return `${text.replace(ALARM, '').replace(/^END:VEVENT/m, (end) => alarms.join('') + end)}\r\n`;
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
