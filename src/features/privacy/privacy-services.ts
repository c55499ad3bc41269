import type { Connection, Model } from 'mongoose';
import {
  auditAnchorModel,
  type AuditAnchorModel,
  AuditAnchors,
  type AuditEntryModel,
  type AuditLog,
} from '../../audit/index.js';
import type { Config } from '../../config/index.js';
import type { FieldCipher, KeyedHash } from '../../infrastructure/field-cipher.js';
import type { I18n } from '../../infrastructure/i18n.js';
import { dateFilters } from '../../infrastructure/view-dates.js';
import {
  type AppointmentModel,
  type BlockRecord,
  ContactChange,
  LeftPhones,
  PersonAppointments,
} from '../appointments/index.js';
import type { Drafts } from '../booking/index.js';
import type { HolidayCalendar } from '../calendar/index.js';
import type { Contacts } from '../contacts/index.js';
import type { HallDirectory } from '../halls/index.js';
import type { Notifications } from '../notifications/index.js';
import { accessFlagIndexes, type AccessFlagModel, accessFlagModel } from './person-access/access-flag.model.js';
import { AccessFlags } from './person-access/access-flags.service.js';
import { PersonAccess } from './person-access/person-access.service.js';
import { personReadIndexes, type PersonReadModel, personReadModel } from './person-access/person-read.model.js';
import type { PersonalDataSource } from './personal-data.js';
import { privacyPaths } from './privacy.paths.js';
import {
  type PrivacyRequestModel,
  privacyRequestIndexes,
  privacyRequestModel,
} from './requests/privacy-request.model.js';
import { PrivacyRequests } from './requests/requests.service.js';
import { IdentityCheck } from './rights/identity-check.service.js';
import { OwnData } from './rights/own-data.service.js';
import { PhoneCorrection } from './rights/phone-correction.service.js';
import { retentionRunIndexes, type RetentionRunModel, retentionRunModel } from './retention/retention-run.model.js';
import type { RetentionRule } from './retention/retention-rule.js';
import { retentionRules } from './retention/retention-rules.js';
import { Retention } from './retention/retention.service.js';
import { appointmentData } from './sources/appointment-data.js';
import { blockData } from './sources/block-data.js';
import { codeData } from './sources/code-data.js';
import { draftData } from './sources/draft-data.js';
import { messageData } from './sources/message-data.js';
import { readData } from './sources/read-data.js';
import { requestData } from './sources/request-data.js';
import { BUREAU_ZONE } from '../calendar/index.js';

export interface PrivacyDependencies {
  connection: Connection;
  config: Config;
  models: {
    appointments: AppointmentModel;
    blocks: Model<BlockRecord>;
    accessFlags: AccessFlagModel;
    auditAnchors: AuditAnchorModel;
    auditEntries: AuditEntryModel;
    personReads: PersonReadModel;
    privacyRequests: PrivacyRequestModel;
    retentionRuns: RetentionRunModel;
  };
  cipher: FieldCipher;
  tokenCipher: FieldCipher;
  hash: KeyedHash;
  halls: HallDirectory;
  calendar: HolidayCalendar;
  notifications: Notifications;
  contacts: Contacts;
  drafts: Drafts;
  audit: AuditLog;
  i18n: I18n;
  /** What other features hold about people; each hangs on nothing that stands before it. */
  moreSources?: readonly PersonalDataSource[];
  /** How long other features keep theirs. */
  moreRules?: readonly RetentionRule[];
}

export type PrivacyServices = ReturnType<typeof createPrivacyServices>;

export function privacyModels(connection: Connection, cipher: FieldCipher) {
  return {
    accessFlags: accessFlagModel(connection),
    auditAnchors: auditAnchorModel(connection),
    personReads: personReadModel(connection),
    privacyRequests: privacyRequestModel(connection, cipher),
    retentionRuns: retentionRunModel(connection),
  };
}

export const privacyIndexes = {
  accessFlags: accessFlagIndexes,
  auditAnchors: [],
  personReads: personReadIndexes,
  privacyRequests: privacyRequestIndexes,
  retentionRuns: retentionRunIndexes,
};

/** Everything about personal data and people's rights over it, for the composition root. */
export function createPrivacyServices(deps: PrivacyDependencies) {
  const { config, models, cipher, hash, halls, notifications, contacts, drafts, audit } = deps;
  const { outbox, messages } = notifications;
  const personAppointments = new PersonAppointments({ ...deps, appointments: models.appointments });
  const contactChange = new ContactChange({ appointments: models.appointments, halls, audit, cipher, hash });
  const leftPhones = new LeftPhones({ appointments: models.appointments, cipher });
  const phoneCorrection = new PhoneCorrection({ personAppointments, contactChange, leftPhones, outbox, hash });
  const requests = new PrivacyRequests({
    ...deps,
    requests: models.privacyRequests,
    answerWorkdays: config.privacy.answerWorkdays,
    outbox,
    ownDataLink: () => config.http.publicUrl + privacyPaths.start,
  });
  const access = new PersonAccess({ reads: models.personReads, halls, audit, hash });
  const formatInstant = (instant: Date, language: 'zh-CN' | 'en') =>
    dateFilters(language).dayAndTime(instant, BUREAU_ZONE);
  const { appointmentDays } = config.retention;
  const about = [
    appointmentData({ appointments: models.appointments, personAppointments, halls, appointmentDays }),
    ...(deps.moreSources ?? []),
  ];
  const sources = [
    ...about,
    messageData({ messages, about, formatInstant }),
    draftData(drafts),
    requestData(requests),
    readData({ access, halls, formatInstant }),
    blockData({ blocks: models.blocks, formatInstant }),
    codeData({ contacts, formatInstant }),
  ];
  const rules = [
    ...(deps.moreRules ?? []),
    ...retentionRules({
      ...deps,
      ...models,
      anchors: new AuditAnchors(models.auditAnchors, hash),
      retention: config.retention,
    }),
  ];
  return {
    identity: new IdentityCheck(deps, config.limits.phone.lookups),
    ownData: new OwnData(sources, audit),
    phoneCorrection,
    requests,
    /** Gives the notices that a crash kept from being given with their change. */
    async tellAgain(span: { from: Date; to: Date }): Promise<void> {
      await requests.tellAnswered(span);
      // Last, because these are looked for again however long one of them cannot be told.
      await phoneCorrection.tellLeft(span.to);
    },
    access,
    flags: new AccessFlags({ ...deps, reads: models.personReads, flags: models.accessFlags }),
    retention: new Retention({ rules, runs: models.retentionRuns, audit }),
  };
}
