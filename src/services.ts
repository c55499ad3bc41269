import type { Connection } from 'mongoose';
import type { Logger } from 'pino';
import { AuditLog, auditEntryModel } from './audit/index.js';
import type { Config } from './config/index.js';
import {
  AppointmentMessages,
  appointmentLetters,
  appointmentModel,
  appointmentSource,
  AppointmentViews,
  blockModel,
  Blocks,
  Booking,
  EmailChange,
  FullRecords,
  Holds,
  ManageTokens,
  Managing,
  NoShows,
  Reconciler,
  RepeatedRequests,
  Serving,
  ServingKeys,
  WalkInPlaces,
  WalkIns,
} from './features/appointments/index.js';
import { createDesk } from './features/desk/index.js';
import { draftModel, Drafts } from './features/booking/index.js';
import { HolidayCalendar, HolidayImports, holidayYearModel } from './features/calendar/index.js';
import { createPassSigner } from './features/confirmation/index.js';
import { codeBudgetModel, codeKind, Contacts, contactVerificationModel } from './features/contacts/index.js';
import {
  AcceptanceReceipts,
  ApplicationKeys,
  createDivorceServices,
  divorceApplicationModel,
  divorceData,
  divorceRetention,
  UnsafePhones,
} from './features/divorce/index.js';
import { createTextOffice, MessageTexts, messageTextModel } from './features/message-texts/index.js';
import { messagePreferenceModel, MessagePreferences, preferenceData } from './features/message-preferences/index.js';
import { createHallOffice, feedModel } from './features/hall-office/index.js';
import { HallDirectory, hallModel } from './features/halls/index.js';
import { PeakOutlook } from './features/home/index.js';
import { Lookup } from './features/manage/index.js';
import { createChannels, createNotifications, messageModel } from './features/notifications/index.js';
import { JobRuns, LostMessageAudit, observeOperations, Schedules } from './features/operations/index.js';
import { createPrivacyServices, deletion, privacyKinds, privacyModels } from './features/privacy/index.js';
import {
  Availability,
  AvailabilityAnswers,
  SlotClaims,
  slotModel,
  Slots,
  UnplannedSlots,
} from './features/slots/index.js';
import { createStaff, keptFormModel, staffAccountModel } from './features/staff/index.js';
import {
  appointmentEventKinds,
  createWebhooks,
  EndpointDirectory,
  webhookEndpointModel,
} from './features/webhooks/index.js';
import { Idempotency } from './http/idempotency/idempotency.js';
import { idempotencyRecordModel } from './http/idempotency/idempotency-record.model.js';
import type { Clock } from './infrastructure/clock.js';
import { FieldCipher, KeyedHash } from './infrastructure/field-cipher.js';
import { BackgroundRotation, observeRotation } from './infrastructure/background-rotation.js';
import type { I18n } from './infrastructure/i18n.js';
import { createRegistry } from './infrastructure/metrics.js';
import { sealedPaths } from './sealed-paths.js';

export interface ServiceOptions {
  config: Config;
  connection: Connection;
  clock: Clock;
  logger: Logger;
  i18n: I18n;
  /** `web`, `worker` or a script's name, for metrics. */
  processName?: string;
}

export type Services = ReturnType<typeof createServices>;

/** The one composition root: every service with what it needs, built once for a process. */
export function createServices({ config, connection, clock, logger, i18n, processName = 'product' }: ServiceOptions) {
  const { keys } = config;
  const isProduction = config.env === 'production';
  const secrets = {
    cipher: new FieldCipher(keys.field),
    tokenCipher: new FieldCipher([{ id: 't', key: keys.token }]),
    hash: new KeyedHash(keys.lookup),
  };
  const models = {
    appointments: appointmentModel(connection, secrets.cipher),
    auditEntries: auditEntryModel(connection),
    blocks: blockModel(connection),
    budgets: codeBudgetModel(connection),
    divorceApplications: divorceApplicationModel(connection, secrets.cipher),
    drafts: draftModel(connection, secrets.cipher),
    feeds: feedModel(connection),
    halls: hallModel(connection),
    holidayYears: holidayYearModel(connection),
    idempotencyRecords: idempotencyRecordModel(connection),
    messages: messageModel(connection),
    messagePreferences: messagePreferenceModel(connection),
    messageTexts: messageTextModel(connection),
    keptForms: keptFormModel(connection, secrets.cipher),
    slots: slotModel(connection),
    ...privacyModels(connection, secrets.cipher),
    staffAccounts: staffAccountModel(connection, secrets.cipher),
    verifications: contactVerificationModel(connection),
    webhookEndpoints: webhookEndpointModel(connection, secrets.cipher),
  };
  const publicUrl = () => config.http.publicUrl;

  const audit = new AuditLog(models.auditEntries, logger);
  const halls = new HallDirectory(models.halls);
  const calendar = new HolidayCalendar(models.holidayYears);
  const sms = config.messages.sms;
  const texts = new MessageTexts({ ...models, isNumbered: sms?.templates === 'numbered' });
  const directory = new EndpointDirectory({ endpoints: models.webhookEndpoints, cipher: secrets.cipher });
  const endpointOf = (id: string) => directory.receiverOf(id, clock.now());
  const channels = createChannels(config, { clock, i18n, endpointOf });
  const messagePreferences = new MessagePreferences(models.messagePreferences);
  const unsafePhones = new UnsafePhones(models.divorceApplications);
  const notifications = createNotifications({
    ...models,
    ...secrets,
    connection,
    clock,
    logger,
    words: texts,
    wishes: messagePreferences,
    protection: unsafePhones,
    channelFor: (name) => channels.channelFor(name),
    isLocal: !isProduction,
  });
  const contacts = new Contacts(models, secrets, notifications.outbox, config.limits.phone.codes);
  const slots = new Slots(models.slots);
  const claims = new SlotClaims(models.slots, new UnplannedSlots(halls, calendar, slots));
  const availability = new Availability(models.slots);
  const tokens = new ManageTokens(secrets.hash);
  const views = new AppointmentViews(secrets.cipher, tokens, publicUrl);
  const aboutAppointments = appointmentSource({
    moreKinds: { definitions: appointmentEventKinds(directory, secrets.hash), ready: () => directory.ready() },
    ...models,
    ...secrets,
    halls,
    tokens,
    publicUrl,
    letters: appointmentLetters({ config, views, i18n }),
  });
  const messages = new AppointmentMessages({ ...secrets, outbox: notifications.outbox, source: aboutAppointments });
  const shared = { ...secrets, claims, messages, audit };
  const receipts = new AcceptanceReceipts({
    applications: models.divorceApplications,
    halls,
    calendar,
    keys: new ApplicationKeys(secrets.hash),
  });
  const managing = new Managing({ ...shared, appointments: models.appointments, halls, tokens, receipts });
  const blocks = new Blocks(models.blocks, secrets.hash);
  const servingKeys = new ServingKeys({ ...secrets, appointments: models.appointments });
  const onTheDay = {
    ...shared,
    appointments: models.appointments,
    halls,
    calendar,
    keys: servingKeys,
    blocks,
    receipts,
  };
  const serving = new Serving(onTheDay);
  const repeats = new RepeatedRequests(models.appointments);
  const walkIns = new WalkIns({ ...onTheDay, repeats, places: new WalkInPlaces({ slots, claims }) });
  const passes = createPassSigner({
    keys: keys.signing.flatMap(({ d, ...jwk }) =>
      d === undefined ? [] : [{ kid: jwk.kid, privateJwk: { ...jwk, d } }],
    ),
    activeKid: keys.signing[0]?.kid ?? '',
  });
  const divorce = createDivorceServices({
    ...secrets,
    models,
    halls,
    calendar,
    notifications,
    contacts,
    managing,
    serving,
    audit,
    unsafePhones,
    publicUrl,
    lookupLimit: config.limits.phone.lookups,
  });
  const holidayImports = new HolidayImports(models.holidayYears, calendar, audit);
  holidayImports.onImported(async ({ now }) => void (await divorce.upkeep.recompute(now)));

  const drafts = new Drafts(models.drafts, secrets);
  const { appointmentDays } = config.retention;
  const privacy = createPrivacyServices({
    ...secrets,
    config,
    connection,
    models,
    halls,
    calendar,
    notifications,
    contacts,
    drafts,
    audit,
    i18n,
    moreSources: [
      preferenceData({ preferences: messagePreferences, catalogue: notifications.catalogue }),
      divorceData({ ...divorce, applications: models.divorceApplications, halls, keepDays: appointmentDays }),
    ],
    moreRules: [
      deletion(connection, { name: 'messagePreferences', at: 'changedAt', keepDays: appointmentDays }),
      divorceRetention(models.divorceApplications, appointmentDays),
      deletion(connection, { name: 'tickets', at: 'updatedAt', keepDays: appointmentDays }),
    ],
  });

  notifications.register({ sources: [aboutAppointments, divorce.source], direct: [codeKind, ...privacyKinds] });
  notifications.planning.alsoTell((span) => privacy.tellAgain(span));
  const registry = createRegistry({ process: processName });
  const keyRotation = new BackgroundRotation({ connection, cipher: secrets.cipher, paths: sealedPaths });
  observeRotation(registry, keyRotation);
  const jobRuns = new JobRuns(connection);
  const schedules = new Schedules({ connection, clock });
  observeOperations(registry, { clock, jobRuns, schedules, notifications });

  return {
    config,
    connection,
    clock,
    logger,
    i18n,
    models,
    secrets,
    audit,
    halls,
    calendar,
    notifications,
    contacts,
    claims,
    slots,
    availability,
    appointmentMessages: messages,
    aboutAppointments,
    availabilityAnswers: new AvailabilityAnswers({ availability, halls, calendar, claims, clock }),
    idempotency: new Idempotency(models.idempotencyRecords, { ...secrets, clock }),
    holds: new Holds(claims, secrets.hash),
    drafts,
    privacy,
    booking: new Booking(connection, { ...shared, repeats, blocks, receipts }),
    receipts,
    serving,
    fullRecords: new FullRecords({ ...secrets, serving, keys: servingKeys }),
    noShows: new NoShows({ ...onTheDay, serving, blockModel: models.blocks }),
    managing,
    emailChange: new EmailChange({ ...shared, appointments: models.appointments, halls }),
    messagePreferences,
    divorce,
    peakOutlook: new PeakOutlook({ halls, availability, calendar, clock }),
    lookup: new Lookup(
      { ...secrets, appointments: models.appointments, contacts, tokens },
      config.limits.phone.lookups,
    ),
    channels,
    webhooks: createWebhooks({
      ...secrets,
      models,
      directory,
      desk: notifications.desk,
      channels,
      audit,
      clock,
      isProduction,
      networks: config.messages.webhookNetworks,
    }),
    texts,
    textOffice: createTextOffice({ models, texts, audit, catalogue: notifications.catalogue, sms }),
    hallOffice: createHallOffice({ ...shared, models, halls, calendar, holidayImports, slots, receipts }),
    holidayImports,
    staff: createStaff({ config, ...secrets, audit, models }),
    tokens,
    views,
    passes,
    desk: createDesk({ ...onTheDay, connection, clock, logger, serving, walkIns, passes }),
    jobRuns,
    schedules,
    messageAudit: new LostMessageAudit({ ...notifications, ...models, audit }),
    registry,
    keyRotation,
    reconciler: new Reconciler({ ...models, audit }),
  };
}
