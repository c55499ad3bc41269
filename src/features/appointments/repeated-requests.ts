import { DomainError } from '../../errors/index.js';
import type { AppointmentModel, AppointmentRecord } from './appointment.model.js';

const TRIES = 20;
const PAUSE_MS = 50;

/** How a request is recognised when it comes again: by the appointment's id, known beforehand, or by its idempotency key. */
export interface RequestIdentity {
  id: string;
  requestKey: string;
  requestHash: string;
}

/** Gives a repeated request the first one's answer, and tells another request under the same key that it is another one. */
export class RepeatedRequests {
  constructor(private readonly appointments: AppointmentModel) {}

  /** The earlier answer, if there is one; throws `idempotency-conflict` (422) when what is asked for now differs. */
  async answerOf({ id, requestKey, requestHash }: RequestIdentity): Promise<AppointmentRecord | undefined> {
    const existing =
      (await this.appointments.findById(id).lean()) ?? (await this.appointments.findOne({ requestKey }).lean());
    if (!existing) return undefined;
    if (existing.requestHash !== requestHash) throw new DomainError('idempotency-conflict', { status: 422 });
    return existing;
  }

  /** The answer of a twin that holds the place but has not written its appointment yet; undefined when it takes too long to be alive. */
  async answerOfTwin(request: RequestIdentity): Promise<AppointmentRecord | undefined> {
    for (let attempt = 0; attempt < TRIES; attempt += 1) {
      const existing = await this.answerOf(request);
      if (existing) return existing;
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    }
    return undefined;
  }
}
