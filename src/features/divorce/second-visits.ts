import type { AppointmentModel, AppointmentRecord, Managing } from '../appointments/index.js';
import type { DivorceApplicationRecord } from './divorce-application.model.js';

type Application = Pick<DivorceApplicationRecord, 'hall' | 'dates' | 'receiptHash'>;

/** The appointments couples made with a receipt to collect their certificates. */
export class SecondVisits {
  constructor(private readonly deps: { appointments: AppointmentModel; managing: Managing }) {}

  /** The appointment under which a couple will come, or is here now. */
  async activeOf(application: Application): Promise<AppointmentRecord | undefined> {
    return (await this.activeOfAll([application]))[0];
  }

  /** Which of these have an appointment, asked in one go; all belong to one hall. */
  async activeOfAll(applications: readonly Application[]): Promise<AppointmentRecord[]> {
    const [first] = applications;
    if (!first) return [];
    const days = applications.flatMap(({ dates }) => [dates.issueStart, dates.issueEnd]).sort();
    return this.deps.appointments
      .find({
        hall: first.hall,
        date: { $gte: days[0], $lte: days.at(-1) },
        business: 'divorce-issue',
        state: { $in: ['confirmed', 'checked-in'] },
        receiptNumberHash: { $in: applications.map(({ receiptHash }) => receiptHash) },
      })
      .lean();
  }

  /** Nobody has to come any more once an application is withdrawn. */
  async cancelOf(application: Application, now: Date): Promise<void> {
    const record = await this.activeOf(application);
    if (record?.state === 'confirmed') await this.deps.managing.cancel({ record, acceptsLate: true, now });
  }
}
