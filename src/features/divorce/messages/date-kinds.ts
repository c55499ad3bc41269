import { addDays, type CivilDate, type ClockTime, instantAt } from '../../calendar/index.js';
import type { BilingualText, KindTexts, PlannedDefinition, Urgency } from '../../notifications/index.js';
import { datesFixedAt } from '../dates-fixed-at.js';
import type { LegalDates } from '../divorce-application.model.js';
import type { DivorceKindTools } from './divorce-kind-tools.js';
import type { DivorceSubject } from './divorce-subject.js';
import { DIVORCE_TEXTS } from './divorce-texts.js';

const DAYS_BEFORE = { coolEnd: 3, closing: 7, lastCall: 1 } as const;

interface Span {
  from: Date;
  /** The next one, or the end of what it is about, has overtaken it. */
  to: Date;
}

interface DateKind {
  kind: string;
  urgency: Urgency;
  title: BilingualText;
  texts: KindTexts;
  /** Somebody with an appointment will not miss the end, and the appointment has reminders of its own. */
  onlyWithoutVisit?: true;
  span: (when: {
    dates: LegalDates;
    closings: DivorceSubject['closings'];
    at: (day: CivilDate, time: ClockTime) => Date;
  }) => Span;
}

const closingAt = ({ issueEnd }: LegalDates, at: (day: CivilDate, time: ClockTime) => Date) => ({
  closing: at(addDays(issueEnd, -DAYS_BEFORE.closing), '10:00'),
  lastCall: at(addDays(issueEnd, -DAYS_BEFORE.lastCall), '10:00'),
});

/**
 * The dates of the law that the two are reminded of. All may be declined but for the last: after it a right ends by itself, and the
 * couple would have to begin again.
 */
const KINDS: readonly DateKind[] = [
  {
    kind: 'divorce-cooling-ending',
    urgency: 'reminder',
    title: { 'zh-CN': '第一段期限将到', en: 'First period about to end' },
    texts: DIVORCE_TEXTS.coolingEnding,
    span: ({ dates, closings, at }) => ({
      from: at(addDays(dates.coolEnd, -DAYS_BEFORE.coolEnd), '10:00'),
      to: closings.coolEnd,
    }),
  },
  {
    kind: 'divorce-window-open',
    urgency: 'reminder',
    title: { 'zh-CN': '可以办理下一步', en: 'Next step possible' },
    texts: DIVORCE_TEXTS.windowOpen,
    span: ({ dates, at }) => ({ from: at(dates.firstOfficeDay, '08:30'), to: closingAt(dates, at).closing }),
  },
  {
    kind: 'divorce-window-closing',
    urgency: 'reminder',
    title: { 'zh-CN': '办理期限七天后到', en: 'Dates end in a week' },
    texts: DIVORCE_TEXTS.windowClosing,
    onlyWithoutVisit: true,
    span: ({ dates, at }) => ({ from: closingAt(dates, at).closing, to: closingAt(dates, at).lastCall }),
  },
  {
    kind: 'divorce-window-last-call',
    urgency: 'news',
    title: { 'zh-CN': '办理期限明天到', en: 'Dates end the next day' },
    texts: DIVORCE_TEXTS.lastCall,
    onlyWithoutVisit: true,
    span: ({ dates, closings, at }) => ({ from: closingAt(dates, at).lastCall, to: closings.issueEnd }),
  },
];

export const DATE_KINDS: readonly string[] = KINDS.map(({ kind }) => kind);

/** Reminders of the dates, owed while the application is open and the dates are those that both were told. */
export function dateKinds(tools: DivorceKindTools): PlannedDefinition<DivorceSubject>[] {
  return KINDS.map(({ onlyWithoutVisit, span, ...kind }) => ({
    ...tools.base(kind),
    occasions: (subject) => {
      const { record, hall, closings, hasVisit } = subject;
      if (record.state !== 'accepted' || (onlyWithoutVisit && hasVisit)) return [];
      const at = (day: CivilDate, time: ClockTime) => instantAt(day, time, hall.timeZone);
      const { from, to } = span({ dates: record.dates, closings, at });
      // Who has just been told all the dates needs no reminder of one that has gone by.
      if (from <= datesFixedAt(record) || from >= to) return [];
      return tools.occasionsAt(subject, { dueAt: from, expiresAt: to });
    },
  }));
}
