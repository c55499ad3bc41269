import type { FieldCipher } from '../../../infrastructure/field-cipher.js';
import { readIds } from '../../../infrastructure/read-ids.js';
import { unseal } from '../../../infrastructure/sealed-field.js';
import type { HallDirectory } from '../../halls/index.js';
import type { SubjectSource } from '../../notifications/index.js';
import type { ApplicationKeys } from '../application-keys.js';
import {
  type DivorceApplicationModel,
  type DivorceApplicationRecord,
  type DivorcePersonal,
  PERSONAL,
} from '../divorce-application.model.js';
import type { LegalCalendar } from '../legal-calendar.js';
import type { Visits } from '../visits.js';
import { applicationsAtDesk } from './applications-at-desk.js';
import { dateKinds } from './date-kinds.js';
import { type DivorceKindDependencies, DivorceKindTools } from './divorce-kind-tools.js';
import type { DivorceSubject } from './divorce-subject.js';
import { newsKinds } from './news-kinds.js';

export type DivorceSource = SubjectSource<DivorceSubject>;

export interface DivorceSourceDependencies extends DivorceKindDependencies {
  applications: DivorceApplicationModel;
  halls: HallDirectory;
  calendar: LegalCalendar;
  visits: Pick<Visits, 'activeOfAll' | 'receiptsChanged'>;
  cipher: FieldCipher;
  keys: Pick<ApplicationKeys, 'phone' | 'receipt'>;
}

const NAMED = { deidentifiedAt: { $exists: false } };

/** Applications as messages are about them: to each party's own phone and to no other. */
export function divorceSource(deps: DivorceSourceDependencies): DivorceSource {
  const { applications, halls, calendar, visits, cipher } = deps;
  const tools = new DivorceKindTools(deps);
  const subjectOf = async (record: DivorceApplicationRecord, booked: ReadonlySet<string>): Promise<DivorceSubject> => {
    const hall = await halls.named(record.hall);
    return {
      record,
      hall,
      personal: unseal<DivorcePersonal>(cipher, PERSONAL, record.personal),
      closings: await calendar.closings(hall, record.dates),
      hasVisit: booked.has(record.receiptHash),
    };
  };
  return {
    name: 'divorce-application',
    title: { 'zh-CN': '离婚登记申请', en: 'Divorce application' },
    audience: ['divorce'],
    desk: applicationsAtDesk(applications, deps.keys),
    definitions: [...newsKinds(tools), ...dateKinds(tools)],
    async load(ids) {
      const records = await applications.find({ _id: { $in: ids }, ...NAMED }).lean();
      const open = records.filter(({ state }) => state === 'accepted');
      const booked = (await visits.activeOfAll(open)).flatMap(({ receiptNumberHash }) => receiptNumberHash ?? []);
      const receipts = new Set(booked);
      const subjects = await Promise.all(records.map((record) => subjectOf(record, receipts)));
      return new Map(subjects.map((subject) => [subject.record._id, subject]));
    },
    // Booking or giving up the second visit changes the appointment alone, and yet what its application owes.
    async *changed({ from, to }) {
      const receipts = await visits.receiptsChanged({ from, to });
      const either = [{ updatedAt: { $gt: from, $lte: to } }, { receiptHash: { $in: receipts } }];
      yield* readIds(applications.find({ $or: either, ...NAMED }));
    },
    ahead: () => readIds(applications.find({ openKeys: { $exists: true }, ...NAMED })),
    idOf: ({ record }) => record._id,
    hallOf: ({ record }) => record.hall,
    timeZoneOf: ({ hall }) => hall.timeZone,
  };
}
