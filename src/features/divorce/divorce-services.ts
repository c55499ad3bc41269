import type { AuditEntryModel, AuditLog } from '../../audit/index.js';
import type { FieldCipher, KeyedHash } from '../../infrastructure/field-cipher.js';
import type { RateLimit } from '../../config/index.js';
import type { AppointmentModel, Managing, Serving } from '../appointments/index.js';
import type { HolidayCalendar } from '../calendar/index.js';
import type { Contacts } from '../contacts/index.js';
import type { HallDirectory } from '../halls/index.js';
import type { Notifications } from '../notifications/index.js';
import { Acceptance } from './acceptance.service.js';
import { ApplicationKeys } from './application-keys.js';
import { Consequences } from './consequences.js';
import { CoupleLookup } from './couple-lookup.service.js';
import type { DivorceApplicationModel } from './divorce-application.model.js';
import { DivorceMessages } from './divorce-messages.js';
import { divorceSource } from './messages/divorce-source.js';
import { DivorceUpkeep } from './divorce-upkeep.js';
import { DivorceReadModel } from './divorce.read-model.js';
import { DivorceCases } from './divorce.service.js';
import { Intake } from './intake.js';
import { LegalCalendar } from './legal-calendar.js';
import { MessageSafety } from './message-safety.service.js';
import type { UnsafePhones } from './unsafe-phones.js';
import { Visits } from './visits.js';

export interface DivorceParts {
  models: {
    divorceApplications: DivorceApplicationModel;
    appointments: AppointmentModel;
    auditEntries: AuditEntryModel;
  };
  halls: HallDirectory;
  calendar: HolidayCalendar;
  notifications: Notifications;
  managing: Managing;
  serving: Serving;
  audit: AuditLog;
  contacts: Contacts;
  cipher: FieldCipher;
  hash: KeyedHash;
  unsafePhones: UnsafePhones;
  publicUrl: () => string;
  /** How often one phone may be looked up. */
  lookupLimit: RateLimit;
}

export type DivorceServices = ReturnType<typeof createDivorceServices>;

/** Everything that works on divorce applications, put together once. */
export function createDivorceServices({ models, hash, calendar: holidays, lookupLimit, ...parts }: DivorceParts) {
  const { divorceApplications: applications, appointments, auditEntries } = models;
  const keys = new ApplicationKeys(hash);
  const calendar = new LegalCalendar(holidays);
  const visits = new Visits({ ...parts, appointments });
  const source = divorceSource({ ...parts, applications, calendar, visits, keys });
  const messages = new DivorceMessages({ outbox: parts.notifications.outbox, source });
  const consequences = new Consequences({ ...parts, applications, auditEntries, messages, visits });
  const shared = { ...parts, applications, calendar, consequences, visits, keys };
  const upkeep = new DivorceUpkeep(shared);
  const readModel = new DivorceReadModel({ ...shared, upkeep });
  const cases = new DivorceCases({ ...shared, hash });
  return {
    acceptance: new Acceptance(shared),
    cases,
    messageSafety: new MessageSafety({ ...shared, cases }),
    coupleLookup: new CoupleLookup({ ...shared, readModel }, lookupLimit),
    intake: new Intake({ ...shared, appointments }),
    readModel,
    upkeep,
    calendar,
    consequences,
    visits,
    keys,
    source,
  };
}
