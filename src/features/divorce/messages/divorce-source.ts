import type { FieldCipher } from '../../../infrastructure/field-cipher.js';
import { isLanguage, type Language } from '../../../infrastructure/language.js';
import { unseal } from '../../../infrastructure/sealed-field.js';
import { dateFilters } from '../../../infrastructure/view-dates.js';
import type { Hall, HallDirectory } from '../../halls/index.js';
import type { KindTexts, PlannedDefinition, Recipient, SubjectSource, Variables } from '../../notifications/index.js';
import type { ApplicationKeys } from '../application-keys.js';
import {
  type DivorceApplicationModel,
  type DivorceApplicationRecord,
  type DivorceHistoryItem,
  type DivorcePersonal,
  PERSONAL,
} from '../divorce-application.model.js';
import { divorcePaths } from '../divorce.paths.js';
import { lastFour } from '../receipt-number.js';
import { DIVORCE_TEXTS } from './divorce-texts.js';

export interface DivorceSubject {
  record: DivorceApplicationRecord;
  hall: Hall;
  personal: DivorcePersonal;
}

type Definition = PlannedDefinition<DivorceSubject>;
export type DivorceSource = SubjectSource<DivorceSubject>;

export interface DivorceSourceDependencies {
  applications: DivorceApplicationModel;
  halls: HallDirectory;
  cipher: FieldCipher;
  keys: ApplicationKeys;
  publicUrl: () => string;
}

const STALE_MS = 3 * 86_400_000;

interface News {
  kind: string;
  actions: readonly DivorceHistoryItem['action'][];
  title: { 'zh-CN': string; en: string };
  texts: KindTexts;
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
  },
  {
    kind: 'divorce-dates-changed',
    actions: ['dates-recomputed'],
    title: { 'zh-CN': '办理日期变更', en: 'Dates changed' },
    texts: DIVORCE_TEXTS.datesChanged,
  },
  {
    kind: 'divorce-window-closing',
    actions: ['closing-alerted'],
    title: { 'zh-CN': '办理期限将到', en: 'Dates about to end' },
    texts: DIVORCE_TEXTS.windowClosing,
  },
];

/** Applications as messages are about them: to each party's own phone and to no other. */
export function divorceSource(deps: DivorceSourceDependencies): DivorceSource {
  const { applications, halls, cipher } = deps;
  const later = (after: string | undefined) => (after === undefined ? {} : { _id: { $gt: after } });
  const named = { deidentifiedAt: { $exists: false } };
  const page = async (filter: object, limit: number) => {
    const found = await applications.find(filter, { _id: 1 }).sort({ _id: 1 }).limit(limit).lean();
    return found.map(({ _id }) => _id);
  };
  return {
    name: 'divorce-application',
    definitions: NEWS.map((news) => newsKind(news, deps)),
    async load(ids) {
      const records = await applications.find({ _id: { $in: ids }, ...named }).lean();
      const subjects = await Promise.all(
        records.map(async (record) => ({
          record,
          hall: await halls.named(record.hall),
          personal: unseal<DivorcePersonal>(cipher, PERSONAL, record.personal),
        })),
      );
      return new Map(subjects.map((subject) => [subject.record._id, subject]));
    },
    changed: ({ from, to }, after, limit) =>
      page({ updatedAt: { $gt: from, $lte: to }, ...named, ...later(after) }, limit),
    ahead: (_now, after, limit) => page({ openKeys: { $exists: true }, ...named, ...later(after) }, limit),
    idOf: ({ record }) => record._id,
    hallOf: ({ record }) => record.hall,
    timeZoneOf: ({ hall }) => hall.timeZone,
  };
}

function newsKind({ kind, actions, title, texts }: News, deps: DivorceSourceDependencies): Definition {
  return {
    kind,
    title,
    texts,
    urgency: 'news',
    occasions: (subject) => {
      const { history } = subject.record;
      const item = history.findLast(({ action }) => NEWS.some((news) => news.actions.includes(action)));
      if (!item || !actions.includes(item.action)) return [];
      const when = { dueAt: item.at, expiresAt: new Date(item.at.getTime() + STALE_MS) };
      return recipientsOf(subject, deps.keys).map((recipient) => ({ recipient, ...when }));
    },
    variables: (subject, _occasion, language) => variablesOf(subject, language, deps.publicUrl()),
  };
}

export function recipientsOf({ record, personal }: DivorceSubject, keys: ApplicationKeys): Recipient[] {
  const language: Language = isLanguage(record.language) ? record.language : 'zh-CN';
  return personal.parties.flatMap(({ phone }, party) =>
    phone === undefined
      ? []
      : [{ role: `party-${party}`, channel: 'sms' as const, address: phone, addressHash: keys.phone(phone), language }],
  );
}

function variablesOf({ record, hall, personal }: DivorceSubject, language: Language, publicUrl: string): Variables {
  const { day } = dateFilters(language);
  return {
    hall: hall.name[language],
    phone: hall.phone,
    lastFour: lastFour(personal.receiptNumber),
    from: day(record.dates.firstOfficeDay),
    to: day(record.dates.issueEnd),
    link: publicUrl + divorcePaths.couple.lookup,
  };
}
