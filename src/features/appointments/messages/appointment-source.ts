import type { Model } from 'mongoose';
import type { FieldCipher } from '../../../infrastructure/field-cipher.js';
import { readIds } from '../../../infrastructure/read-ids.js';
import { type PlannedDefinition, type SubjectSource } from '../../notifications/index.js';
import { civilDateAt, BUREAU_ZONE } from '../../calendar/index.js';
import type { HallDirectory } from '../../halls/index.js';
import type { AppointmentModel } from '../appointment.model.js';
import type { BlockRecord } from '../blocks.js';
import { AppointmentKindTools, type AppointmentKindDependencies } from './appointment-kind-tools.js';
import { type AppointmentSubject, subjectOf } from './appointment-subject.js';
import { appointmentsAtDesk } from './appointments-at-desk.js';
import { changeKinds } from './change-kinds.js';
import { reminderKinds } from './reminder-kinds.js';

export interface AppointmentSourceDependencies extends AppointmentKindDependencies {
  appointments: AppointmentModel;
  blocks: Model<BlockRecord>;
  halls: HallDirectory;
  cipher: FieldCipher;
  /** Kinds that other features add, and when they know what they need. */
  moreKinds?: { definitions: readonly PlannedDefinition<AppointmentSubject>[]; ready: () => Promise<void> };
}

export type AppointmentSource = SubjectSource<AppointmentSubject>;

/** Appointments as messages are about them: everything a couple is told hangs on this list of kinds. */
export function appointmentSource(deps: AppointmentSourceDependencies): AppointmentSource {
  const { appointments, blocks, halls, cipher, moreKinds } = deps;
  const tools = new AppointmentKindTools(deps);
  return {
    name: 'appointment',
    title: { 'zh-CN': '预约', en: 'Appointment' },
    audience: 'everybody',
    desk: appointmentsAtDesk(appointments),
    definitions: [...changeKinds(tools), ...reminderKinds(tools), ...(moreKinds?.definitions ?? [])],
    ...(moreKinds && { ready: moreKinds.ready }),
    async load(ids) {
      await moreKinds?.ready();
      const records = await appointments.find({ _id: { $in: ids }, deidentifiedAt: { $exists: false } }).lean();
      const missed = records.filter(({ state }) => state === 'no-show').map(({ _id }) => _id);
      const running =
        missed.length === 0 ? [] : await blocks.find({ cause: { $in: missed }, lifted: { $exists: false } }).lean();
      const subjects = await Promise.all(
        records.map(async (record) => {
          const blockedUntil = latest(running.filter(({ cause }) => cause === record._id));
          const subject = subjectOf(record, await halls.named(record.hall), cipher);
          return { ...subject, ...(blockedUntil && { blockedUntil }) };
        }),
      );
      return new Map(subjects.map((subject) => [subject.record._id, subject]));
    },
    changed: ({ from, to }) =>
      readIds(appointments.find({ updatedAt: { $gt: from, $lte: to }, deidentifiedAt: { $exists: false } })),
    ahead: (now) => readIds(appointments.find({ state: 'confirmed', date: { $gte: civilDateAt(now, BUREAU_ZONE) } })),
    idOf: ({ record }) => record._id,
    hallOf: ({ record }) => record.hall,
    timeZoneOf: ({ hall }) => hall.timeZone,
  };
}

function latest(blocks: readonly BlockRecord[]): Date | undefined {
  const ends = blocks.map(({ until }) => until.getTime());
  return ends.length === 0 ? undefined : new Date(Math.max(...ends));
}
