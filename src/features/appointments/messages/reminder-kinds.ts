import { addDays, type ClockTime, instantAt } from '../../calendar/index.js';
import type { BilingualText, KindTexts, PlannedDefinition } from '../../notifications/index.js';
import type { AppointmentRecord } from '../appointment.model.js';
import type { AppointmentKindTools } from './appointment-kind-tools.js';
import type { AppointmentSubject } from './appointment-subject.js';
import { latestNews } from './change-kinds.js';
import { REMINDER_TEXTS } from './appointment-texts.js';

type Definition = PlannedDefinition<AppointmentSubject>;

interface Reminder {
  kind: string;
  title: BilingualText;
  /** What its letter is headed. It counts no days: whoever reads it may do so on another one. */
  letterTitle: BilingualText;
  texts: KindTexts;
  /** Its letter lists what to bring, to which a text message leads by link. */
  hasChecklist?: true;
  /** When it is owed and from when on the next one, or the appointment itself, has overtaken it. */
  span: (when: { record: AppointmentRecord; at: (daysBefore: number, time: ClockTime) => Date }) => {
    from: Date;
    to: Date;
  };
}

const HOUR_MS = 3_600_000;
/** Steps that give an appointment its time. */
const TIME_GIVEN: ReadonlySet<string> = new Set([
  'booked',
  'rescheduled',
  'moved',
  'time-reopened',
  'walked-in',
  'overbooked',
]);

const REMINDED: BilingualText = { 'zh-CN': '预约提醒', en: 'A reminder of your appointment' };

const REMINDERS: readonly Reminder[] = [
  {
    kind: 'appointment-in-three-days',
    title: { 'zh-CN': '三天前的提醒与证件清单', en: 'Three days before, with what to bring' },
    letterTitle: { 'zh-CN': '预约提醒：请带好证件', en: 'Your appointment: what to bring' },
    texts: REMINDER_TEXTS.inThreeDays,
    hasChecklist: true,
    span: ({ at }) => ({ from: at(3, '10:00'), to: at(1, '18:00') }),
  },
  {
    kind: 'appointment-tomorrow',
    title: { 'zh-CN': '前一天晚上的提醒', en: 'The evening before' },
    letterTitle: REMINDED,
    texts: REMINDER_TEXTS.tomorrow,
    span: ({ at }) => ({ from: at(1, '18:00'), to: at(0, '00:00') }),
  },
  {
    kind: 'appointment-today',
    title: { 'zh-CN': '当天早上的提醒', en: 'The morning of the day' },
    letterTitle: REMINDED,
    texts: REMINDER_TEXTS.today,
    span: ({ record, at }) => ({
      from: new Date(Math.max(at(0, '08:00').getTime(), record.startsAt.getTime() - 3 * HOUR_MS)),
      to: record.startsAt,
    }),
  },
];

/** Reminders at fixed times of the hall's day, owed while the appointment stands and its time is the one they were told. */
export function reminderKinds(tools: AppointmentKindTools): Definition[] {
  return REMINDERS.map((reminder) => reminderKind(reminder, tools));
}

function reminderKind(reminder: Reminder, tools: AppointmentKindTools): Definition {
  const { kind, title, texts, span } = reminder;
  return {
    ...tools.base({ kind, title, texts, urgency: 'reminder' }),
    occasions: (subject) => {
      const { record, hall } = subject;
      if (record.state !== 'confirmed' || latestNews(record)?.change.kind === 'day-closed') return [];
      const at = (daysBefore: number, time: ClockTime) =>
        instantAt(addDays(record.date, -daysBefore), time, hall.timeZone);
      const { from, to } = span({ record, at });
      // Who books after a reminder would have gone knows the time already.
      if (from <= timeGivenAt(record)) return [];
      return tools.occasionsAt(subject, { dueAt: from, expiresAt: to });
    },
    mail: (subject, _occasion, language) => tools.mail(subject, language, reminder),
  };
}

function timeGivenAt({ history, createdAt }: AppointmentRecord): Date {
  return history.findLast(({ action }) => TIME_GIVEN.has(action))?.at ?? createdAt;
}
