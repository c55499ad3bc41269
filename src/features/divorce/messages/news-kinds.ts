import type { BilingualText, KindTexts, PlannedDefinition } from '../../notifications/index.js';
import type { DivorceHistoryItem } from '../divorce-application.model.js';
import { DATE_KINDS } from './date-kinds.js';
import type { DivorceKindTools } from './divorce-kind-tools.js';
import type { DivorceSubject } from './divorce-subject.js';
import { DIVORCE_TEXTS } from './divorce-texts.js';

/** News older than this helps nobody. */
const STALE_MS = 3 * 86_400_000;

interface News {
  kind: string;
  actions: readonly DivorceHistoryItem['action'][];
  title: BilingualText;
  texts: KindTexts;
  covers?: readonly string[];
}

/** What the two are told without having been at the counter for it; who withdrew is told to nobody. */
const NEWS: readonly News[] = [
  {
    kind: 'divorce-accepted',
    actions: ['accepted'],
    title: { 'zh-CN': '申请已受理', en: 'Application accepted' },
    texts: DIVORCE_TEXTS.accepted,
  },
  {
    kind: 'divorce-ended',
    actions: ['withdrawn', 'lapsed'],
    title: { 'zh-CN': '申请已终止', en: 'Application ended' },
    texts: DIVORCE_TEXTS.ended,
    // The appointment that went with it: nobody needs to come.
    covers: ['appointment-cancelled'],
  },
  {
    kind: 'divorce-dates-changed',
    actions: ['dates-recomputed'],
    title: { 'zh-CN': '办理日期变更', en: 'Dates changed' },
    texts: DIVORCE_TEXTS.datesChanged,
    covers: DATE_KINDS,
  },
];

/** One definition for each change; each is owed only while it is the latest that both are told of. */
export function newsKinds(tools: DivorceKindTools): PlannedDefinition<DivorceSubject>[] {
  return NEWS.map(({ actions, ...news }) => ({
    ...tools.base({ ...news, urgency: 'news' }),
    occasions: (subject) => {
      const item = latestNews(subject);
      if (!item || !actions.includes(item.action)) return [];
      return tools.occasionsAt(subject, { dueAt: item.at, expiresAt: new Date(item.at.getTime() + STALE_MS) });
    },
  }));
}

function latestNews({ record }: DivorceSubject): DivorceHistoryItem | undefined {
  return record.history.findLast(({ action }) => NEWS.some(({ actions }) => actions.includes(action)));
}
