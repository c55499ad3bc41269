import { civilDateAt } from '../../calendar/index.js';
import type { BilingualText, KindTexts, PlannedDefinition, Urgency } from '../../notifications/index.js';
import type { AppointmentRecord, HistoryItem } from '../appointment.model.js';
import { latestStep } from '../silent-steps.js';
import type { AppointmentKindTools } from './appointment-kind-tools.js';
import type { AppointmentSubject } from './appointment-subject.js';
import { CHANGE_TEXTS } from './appointment-texts.js';

type Definition = PlannedDefinition<AppointmentSubject>;

const DAY_MS = 86_400_000;
/** News older than this helps nobody. */
const STALE_MS = 3 * DAY_MS;

interface Change {
  /** The step in the appointment's history that is told. */
  action: string;
  /** Whose step it is. */
  by: 'couple' | 'registry' | 'anybody';
  kind: string;
  title: BilingualText;
  /** What its letter is headed for whoever reads it, where that is not the title. */
  letterTitle?: BilingualText;
  texts: KindTexts;
  hasCalendar?: true;
  /** Its link leads to where one books instead of to the appointment. */
  isToBookAgain?: true;
}

/** What couples are told of. What staff do at the desk is said there. */
const CHANGES: readonly Change[] = [
  {
    action: 'booked',
    by: 'couple',
    kind: 'appointment-confirmed',
    title: { 'zh-CN': '预约成功', en: 'Appointment confirmed' },
    texts: CHANGE_TEXTS.confirmed,
    hasCalendar: true,
  },
  {
    action: 'rescheduled',
    by: 'couple',
    kind: 'appointment-rescheduled',
    title: { 'zh-CN': '改期成功', en: 'Appointment rescheduled' },
    texts: CHANGE_TEXTS.rescheduled,
    hasCalendar: true,
  },
  {
    action: 'cancelled',
    by: 'couple',
    kind: 'appointment-cancelled',
    title: { 'zh-CN': '预约已取消', en: 'Appointment cancelled' },
    texts: CHANGE_TEXTS.cancelled,
    hasCalendar: true,
  },
  {
    action: 'cancelled',
    by: 'registry',
    kind: 'appointment-called-off',
    title: { 'zh-CN': '登记处取消了预约', en: 'Called off by the registry' },
    letterTitle: { 'zh-CN': '很抱歉，登记处取消了您的预约', en: 'We are sorry: your appointment is called off' },
    texts: CHANGE_TEXTS.calledOff,
    isToBookAgain: true,
    hasCalendar: true,
  },
  {
    action: 'moved',
    by: 'anybody',
    kind: 'appointment-moved',
    title: { 'zh-CN': '登记处调整了时间', en: 'Moved by the registry' },
    letterTitle: { 'zh-CN': '登记处调整了您的预约时间', en: 'The registry has moved your appointment' },
    texts: CHANGE_TEXTS.moved,
    hasCalendar: true,
  },
  {
    action: 'time-closed',
    by: 'anybody',
    kind: 'day-closed',
    title: { 'zh-CN': '时段停办', en: 'Time closed' },
    letterTitle: { 'zh-CN': '您预约的时段停办', en: 'Your time is no longer open' },
    texts: CHANGE_TEXTS.closed,
  },
  {
    action: 'time-reopened',
    by: 'anybody',
    kind: 'day-reopened',
    title: { 'zh-CN': '时段恢复办理', en: 'Time open again' },
    letterTitle: { 'zh-CN': '您预约的时段恢复办理', en: 'Your time is open again' },
    texts: CHANGE_TEXTS.reopened,
  },
  {
    action: 'no-show',
    by: 'anybody',
    kind: 'appointment-missed',
    title: { 'zh-CN': '未到场', en: 'Missed appointment' },
    letterTitle: { 'zh-CN': '您的预约记为未到场', en: 'Your appointment was noted as missed' },
    texts: CHANGE_TEXTS.missed,
  },
];

/** The latest step that couples are told of, unless something has happened since that makes it no news. */
export function latestNews(
  record: Pick<AppointmentRecord, 'history'>,
): { change: Change; item: HistoryItem } | undefined {
  const item = latestStep(record);
  const change = item && CHANGES.find(({ action, by }) => action === item.action && isBy(by, item));
  return change && { change, item };
}

function isBy(by: Change['by'], { actor }: HistoryItem): boolean {
  return by === 'anybody' || by === (actor === 'couple' ? 'couple' : 'registry');
}

/** One definition for each change; each is owed only while it is the latest news. */
export function changeKinds(tools: AppointmentKindTools): Definition[] {
  const kinds = CHANGES.map((change) => changeKind(change, tools));
  return [...kinds, blockedKind(tools)];
}

function changeKind(change: Change, tools: AppointmentKindTools): Definition {
  const { kind, title, texts, isToBookAgain } = change;
  return {
    ...tools.base({ kind, title, texts, urgency: 'news' }),
    ...(kind !== 'appointment-missed' && { covers: REMINDERS }),
    occasions: (subject) => {
      const news = latestNews(subject.record);
      if (news?.change.kind !== kind || subject.record.isExcused) return [];
      return tools.newsAt(subject, { item: news.item, expiresAt: newsEnd(subject.record, news.item.at) });
    },
    ...(isToBookAgain && {
      variables: (...about) => ({ ...tools.variables(...about), link: tools.bookingLink() }),
    }),
    mail: (subject, _occasion, language) => tools.mail(subject, language, change),
  };
}

/** The three that a fresh date makes superfluous. */
const REMINDERS = ['appointment-in-three-days', 'appointment-tomorrow', 'appointment-today'];

function blockedKind(tools: AppointmentKindTools): Definition {
  const urgency: Urgency = 'news';
  const title = { 'zh-CN': '暂停网上预约', en: 'Online booking paused' };
  const letterTitle = { 'zh-CN': '您的网上预约已暂停', en: 'Your online booking is paused' };
  return {
    ...tools.base({ kind: 'booking-blocked', title, texts: CHANGE_TEXTS.blocked, urgency }),
    covers: ['appointment-missed'],
    occasions: (subject) => {
      const news = latestNews(subject.record);
      if (news?.change.kind !== 'appointment-missed' || !subject.blockedUntil) return [];
      const dueAt = news.item.at;
      return tools.occasionsAt(subject, { dueAt, expiresAt: subject.blockedUntil });
    },
    variables: (subject, occasion, language) => ({
      ...tools.variables(subject, occasion, language),
      until: tools.day(civilDateAt(subject.blockedUntil ?? new Date(0), subject.hall.timeZone), language),
    }),
    mail: (subject, _occasion, language) => tools.mail(subject, language, { title, letterTitle }),
  };
}

/** What is told of a time is of no use once the time has passed. */
function newsEnd({ state, endsAt }: AppointmentRecord, at: Date): Date {
  const stale = new Date(at.getTime() + STALE_MS);
  return state === 'confirmed' ? new Date(Math.max(endsAt.getTime(), at.getTime() + DAY_MS / 24)) : stale;
}
