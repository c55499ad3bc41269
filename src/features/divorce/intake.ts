import { DomainError } from '../../errors/index.js';
import type { Actor } from '../../audit/index.js';
import { type AppointmentRecord, type BookingParty, type Serving, openPersonal } from '../appointments/index.js';
import type { FieldCipher } from '../../infrastructure/field-cipher.js';
import type { AppointmentModel } from '../appointments/index.js';
import type { CivilDate } from '../calendar/index.js';
import type { DocumentType } from '../eligibility/index.js';
import type { Visits } from './visits.js';

/** A couple that is here to apply, as their appointment knows them. */
export interface Applicants {
  appointment: AppointmentRecord;
  parties: [BookingParty, BookingParty];
}

/** Finds the couples who were checked in for a divorce today. */
export class Intake {
  constructor(
    private readonly deps: { appointments: AppointmentModel; serving: Serving; visits: Visits; cipher: FieldCipher },
  ) {}

  /** Throws NotFound for another hall's appointment, `divorce-not-here` unless both were checked in to apply. */
  async applicants(reference: string, { hall }: Pick<Actor, 'hall'>): Promise<Applicants> {
    const appointment = await this.deps.serving.find(reference, hall);
    const isHere = appointment.state === 'checked-in' && appointment.business === 'divorce-application';
    const [first, second] = isHere ? this.partiesOf(appointment) : [];
    if (!first || !second) throw new DomainError('divorce-not-here', { params: { reference } });
    this.deps.visits.requireCompared(appointment);
    return { appointment, parties: [first, second] };
  }

  /** Everybody who is here for either visit and waits or is being served. */
  async here({ hall, today }: { hall: string; today: CivilDate }): Promise<AppointmentRecord[]> {
    const business = { $in: ['divorce-application', 'divorce-issue'] as const };
    return this.deps.appointments
      .find({ hall, date: today, state: 'checked-in', business })
      .sort({ startsAt: 1 })
      .lean();
  }

  private partiesOf(record: AppointmentRecord): BookingParty[] {
    const { parties } = openPersonal(this.deps.cipher, record.personal);
    return record.parties.flatMap(({ role, documentType, country, household, isSoldier }, index) => {
      const person = parties[index];
      if (!person) return [];
      const { name, number, phone } = person;
      return [
        {
          role,
          name,
          document: { type: documentType as DocumentType, number, ...(country && { country }) },
          ...(phone !== undefined && { phone }),
          ...(household && { household: { division: household } }),
          ...(isSoldier && { soldier: true }),
        },
      ];
    });
  }
}
