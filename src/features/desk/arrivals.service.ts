import type { Actor } from '../../audit/index.js';
import { DomainError, NotFound } from '../../errors/index.js';
import type {
  AppointmentModel,
  AppointmentRecord,
  PresenceProof,
  Serving,
  WalkInRequest,
  WalkIns,
} from '../appointments/index.js';
import type { PassSigner } from '../confirmation/index.js';
import type { HallDirectory } from '../halls/index.js';
import { normaliseReference } from '../../infrastructure/ids.js';
import type { TicketRecord } from './ticket.model.js';
import type { Tickets } from './tickets.service.js';

export interface Arrival {
  record: AppointmentRecord;
  ticket: TicketRecord;
}

/** Everybody who comes through the door: those with an appointment, and those without. */
export class Arrivals {
  constructor(
    private readonly deps: {
      appointments: AppointmentModel;
      serving: Serving;
      walkIns: WalkIns;
      tickets: Tickets;
      halls: HallDirectory;
      passes: PassSigner;
    },
  ) {}

  /**
   * The appointment behind a scanned pass or a typed reference. Forged, unknown and another hall's are three answers:
   * `pass-unknown`, `appointment-unknown` and `check-in-wrong-hall`.
   */
  async lookUp(text: string, hall: string): Promise<AppointmentRecord> {
    const reference = await this.referenceIn(text.trim());
    const record = await this.deps.appointments.findOne({ reference }).lean();
    if (!record) throw new NotFound('appointment-unknown');
    if (record.hall === hall) return record;
    const other = await this.deps.halls.named(record.hall);
    throw new DomainError('check-in-wrong-hall', { params: { hall: other.name['zh-CN'] } });
  }

  /** Checks a couple in and gives it its number. Who is checked in already gets the number it has. */
  async checkIn({ record, proof, isGreen, actor, now }: CheckingIn): Promise<Arrival> {
    const { serving, tickets } = this.deps;
    const arrived =
      record.state === 'checked-in'
        ? serving.confirmPresence({ record, proof })
        : await serving.checkIn({ record, proof, actor, now });
    return { record: arrived, ticket: await tickets.take({ record: arrived, isGreen, actor, now }) };
  }

  async walkIn(request: WalkInRequest): Promise<Arrival> {
    const { isGreen, actor, now } = request;
    const record = await this.deps.walkIns.register(request);
    return { record, ticket: await this.deps.tickets.take({ record, isGreen, actor, now }) };
  }

  private async referenceIn(text: string): Promise<string> {
    const reference = normaliseReference(text);
    if (reference) return reference;
    const claims = await this.deps.passes.verify(text);
    if (claims?.kind !== 'appointment') throw new DomainError('pass-unknown', { status: 422 });
    return claims.reference;
  }
}

interface CheckingIn {
  record: AppointmentRecord;
  proof: PresenceProof;
  isGreen: boolean;
  actor: Actor;
  now: Date;
}
