import { DateTime } from 'luxon';

import type { Language } from '../../infrastructure/language.js';
import type { ConfirmationView } from './confirmation-view.js';
import { lunarDate } from './lunar-date.js';
import type { Translate } from './wording.js';

export interface AppointmentTimes {
  date: string;
  weekday: string;
  lunar: string;
  slot: string;
  checkIn: { from: string; to: string };
  cancelUntil: string;
  updatedAt: string;
  /** Empty where the hall keeps Beijing time. */
  zone: string;
}

const BEIJING_OFFSET_MINUTES = 480;
const DATE_LOCALES: Record<Language, string> = { 'zh-CN': 'zh-CN', en: 'en-GB' };

/** The instants of an appointment as the clocks and calendars of its hall show them. */
export function appointmentTimes(view: ConfirmationView, say: Translate): AppointmentTimes {
  const local = (instant: Date): DateTime =>
    DateTime.fromJSDate(instant, { zone: view.hall.timeZone }).setLocale(DATE_LOCALES[view.language]);
  const start = local(view.start);
  return {
    date: start.toLocaleString(DateTime.DATE_FULL),
    weekday: start.toFormat('cccc'),
    lunar: lunarDate(start, say),
    slot: `${clock(start)} – ${clock(local(view.end))}`,
    checkIn: { from: clock(local(view.checkIn.from)), to: clock(local(view.checkIn.to)) },
    cancelUntil: moment(local(view.cancelUntil)),
    updatedAt: moment(local(view.updatedAt)),
    zone: start.offset === BEIJING_OFFSET_MINUTES ? '' : say('zone', { offset: start.toFormat('ZZ') }),
  };
}

function clock(time: DateTime): string {
  return time.toFormat('HH:mm');
}

function moment(time: DateTime): string {
  return `${time.toLocaleString(DateTime.DATE_FULL)} ${clock(time)}`;
}
