import { dateFilters } from '../../infrastructure/view-dates.js';
import { addDays } from '../calendar/index.js';
import { maskDocumentNumber, maskName } from '../eligibility/index.js';
import type { HallDirectory } from '../halls/index.js';
import type { DataSubject, PersonalDataSource } from '../privacy/index.js';
import type { ApplicationKeys } from './application-keys.js';
import type {
  DivorceApplicationModel,
  DivorceApplicationRecord,
  DivorcePersonal,
} from './divorce-application.model.js';
import type { DivorceReadModel } from './divorce.read-model.js';

export interface DivorceDataDependencies {
  applications: DivorceApplicationModel;
  readModel: Pick<DivorceReadModel, 'personalOf'>;
  keys: ApplicationKeys;
  halls: HallDirectory;
  /** How long an application is kept once it has ended. */
  keepDays: number;
}

interface OwnApplication {
  record: DivorceApplicationRecord;
  personal: DivorcePersonal;
  party: number;
}

/**
 * Applications of the person, found by the document and shown only with the phone that this very party named: what one of the two
 * can see must not depend on what the other knows. None can be erased before its time, because the law asks to record them.
 */
export function divorceData(deps: DivorceDataDependencies): PersonalDataSource {
  const { applications, readModel, keys, halls, keepDays } = deps;
  const ownApplications = async ({ document, phone }: DataSubject): Promise<OwnApplication[]> => {
    const key = keys.person(document);
    const found = await applications.find({ partyKeys: key }).sort({ createdAt: -1 }).limit(50).lean();
    return found.flatMap((record) => {
      const personal = readModel.personalOf(record);
      const party = record.partyKeys.indexOf(key);
      return personal.parties[party]?.phone === phone ? [{ record, personal, party }] : [];
    });
  };

  return {
    name: 'divorce',
    title: (t) => t('privacy:sources.divorce'),
    async find(subject, { t, language }) {
      const { day } = dateFilters(language);
      const row = (name: string, value: string) => ({ label: t(`privacy:fields.${name}`), value });
      const own = await ownApplications(subject);
      return Promise.all(
        own.map(async ({ record, personal, party }) => {
          const { state, hall, acceptedOn, dates, counselling, updatedAt } = record;
          const me = personal.parties[party];
          // Nothing of who is kept from messages: whoever holds the phone and the document need not be who they belong to.
          const you = me && { name: me.name, number: me.number, phone: me.phone };
          const other = personal.parties[1 - party];
          const isOpen = state === 'accepted';
          const ended = updatedAt.toISOString().slice(0, 10);
          const masked = { name: maskName(other?.name ?? ''), number: maskDocumentNumber(other?.number ?? '') };
          return {
            title: t('privacy:items.divorce', { number: personal.receiptNumber }),
            rows: [
              row('state', t(`privacy:divorceStates.${state}`)),
              row('hall', (await halls.named(hall)).name[language]),
              row('acceptedOn', day(acceptedOn)),
              row('issueWindow', `${day(dates.issueStart)} – ${day(dates.issueEnd)}`),
              row('name', me?.name ?? ''),
              row('document', maskDocumentNumber(me?.number ?? '')),
              row('ownPhone', subject.phone),
              row('otherParty', `${masked.name} ${masked.number}`),
              row('counsellingAnswer', t(`privacy:counsellingAnswers.${counselling.answer}`)),
            ],
            data: {
              receiptNumber: personal.receiptNumber,
              state,
              hall,
              acceptedOn,
              dates,
              you,
              otherParty: { name: masked.name, documentNumber: masked.number },
              counselling,
            },
            erasure: {
              may: false as const,
              why: t(isOpen ? 'privacy:kept.openApplication' : 'privacy:kept.registered'),
              ...(!isOpen && { until: addDays(ended, keepDays) }),
            },
          };
        }),
      );
    },
    messageSubjects: async (subject) => (await ownApplications(subject)).map(({ record }) => record._id),
  };
}
