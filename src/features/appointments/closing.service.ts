import { setTimeout as sleep } from 'node:timers/promises';
import type { AuditLog } from '../../audit/index.js';
import type { FieldCipher } from '../../infrastructure/field-cipher.js';
import { unseal } from '../../infrastructure/sealed-field.js';
import type { Closure, Hall, HallDirectory, HallModel } from '../halls/index.js';
import type { SlotModel, Slots } from '../slots/index.js';
import type { AppointmentMessages } from './appointment-messages.js';
import type { AppointmentModel, AppointmentRecord, PersonalDetails } from './appointment.model.js';

const TRIES = 5;
const PAUSE_MS = 200;

export interface ClosingRequest {
  hall: Hall;
  closure: Closure;
  actor: string;
  now: Date;
}

export interface ClosingResult {
  slotsClosed: number;
  /** Still valid: staff move them, and each couple has been told. */
  appointments: AppointmentRecord[];
}

/** Closes a hall for whole days although people may already have appointments there. */
export class Closing {
  constructor(
    private readonly deps: {
      halls: HallDirectory;
      hallModel: HallModel;
      slots: Slots;
      slotModel: SlotModel;
      appointments: AppointmentModel;
      messages: AppointmentMessages;
      audit: AuditLog;
      cipher: FieldCipher;
    },
  ) {}

  /** Whom closing these days would strand; changes nothing. */
  async preview({ hall, closure }: Pick<ClosingRequest, 'hall' | 'closure'>): Promise<AppointmentRecord[]> {
    return this.deps.appointments
      .find({ hall: hall.id, date: { $gte: closure.from, $lte: closure.to }, state: 'confirmed' })
      .sort({ startsAt: 1 })
      .lean();
  }

  /**
   * From the slots' closing on, a hold there is refused with `slot-closed`; appointments stay and are listed. Doing it again
   * changes nothing, and tells only those who have not been told.
   */
  async close(request: ClosingRequest): Promise<ClosingResult> {
    const { hall, closure, actor, now } = request;
    const { from, to } = closure;
    const { halls, hallModel, slots, audit } = this.deps;
    await hallModel.updateOne(
      { _id: hall.id, closures: { $not: { $elemMatch: { from, to } } } },
      { $push: { closures: closure } },
    );
    halls.forget();
    const slotsClosed = await slots.closeDays({ hall: hall.id, from, to });
    await this.untilWritten(request);
    const appointments = await this.preview(request);
    for (const record of appointments) await this.tell(record, hall, now);
    await audit.append([
      {
        key: `hall-closed:${hall.id}:${from}:${to}`,
        at: now,
        actor,
        action: 'hall.close',
        subject: `hall:${hall.id}`,
        result: 'done',
        hall: hall.id,
        reason: closure.reason['zh-CN'],
        details: { from, to, slotsClosed, stranded: appointments.map(({ reference }) => reference) },
      },
    ]);
    return { slotsClosed, appointments };
  }

  /** A booking that had its place just before the closing writes its appointment a moment after: it is waited for. */
  private async untilWritten({ hall, closure: { from, to } }: ClosingRequest): Promise<void> {
    const found = await this.deps.slotModel
      .find({ hall: hall.id, date: { $gte: from, $lte: to }, 'claims.0': { $exists: true } }, { claims: 1 })
      .lean();
    const taken = found.flatMap(({ claims }) => claims.filter(({ until }) => until === null));
    const ids = taken.map(({ holder }) => holder);
    for (let attempt = 0; attempt < TRIES; attempt += 1) {
      if ((await this.deps.appointments.countDocuments({ _id: { $in: ids } })) === ids.length) return;
      await sleep(PAUSE_MS);
    }
  }

  private async tell(record: AppointmentRecord, hall: Hall, now: Date): Promise<void> {
    const { contactPhone } = unseal<PersonalDetails>(this.deps.cipher, 'appointment.personal', record.personal);
    await this.deps.messages.dayClosed({ ...record, updatedAt: now }, { hall, contactPhone });
  }
}
