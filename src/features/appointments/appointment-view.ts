import type { FieldCipher } from '../../infrastructure/field-cipher.js';
import type { Language } from '../../infrastructure/language.js';
import { toOffsetIso } from '../calendar/index.js';
import type { ConfirmationView } from '../confirmation/index.js';
import { documentText, maskDocumentNumber, maskName, type Translate } from '../eligibility/index.js';
import { type Hall, policyOn } from '../halls/index.js';
import { type AppointmentRecord, openPersonal } from './appointment.model.js';
import { appointmentPaths } from './appointments.paths.js';
import { type Deadlines, deadlinesOf } from './deadlines.js';
import type { ManageTokens } from './manage-token.js';

/** Turns a stored appointment into what people and callers may see: names and numbers masked, times in the hall's zone. */
export class AppointmentViews {
  constructor(
    private readonly cipher: FieldCipher,
    private readonly tokens: ManageTokens,
    private readonly publicUrl: () => string,
  ) {}

  /** The `Appointment` of the API. */
  toApi(record: AppointmentRecord, { hall, language, t }: ViewContext): object {
    const { reference, state, business, date, lane, basis } = record;
    const deadlines = this.deadlines(record, hall);
    const at = (instant: Date) => toOffsetIso(instant, hall.timeZone);
    return {
      reference,
      state,
      business,
      hall: { id: hall.id, name: hall.name[language] },
      date,
      start: at(record.startsAt),
      end: at(record.endsAt),
      lane,
      basis,
      parties: this.maskedParties(record),
      documents: record.checklist.map((item) => ({
        party: item.party,
        code: item.code,
        text: documentText(toFinding(item), t),
      })),
      checkIn: { from: at(deadlines.checkIn.from), to: at(deadlines.checkIn.to) },
      cancelUntil: at(deadlines.cancelUntil),
      reschedulesLeft: this.reschedulesLeft(record, hall),
      sequence: record.sequence,
      ...(record.isLateCancellation && { lateCancellation: true }),
      links: {
        self: appointmentPaths.api(reference),
        slip: appointmentPaths.slip(reference),
        calendar: appointmentPaths.calendar(reference),
        qr: appointmentPaths.qr(reference),
        manage: this.manageLink(record),
      },
    };
  }

  /** What the slip, the calendar entry and the confirmation page say. */
  toConfirmation(record: AppointmentRecord, { hall, language, t }: ViewContext): ConfirmationView {
    const { checkIn, cancelUntil } = this.deadlines(record, hall);
    const { checkIn: rules, noShow } = policyOn(hall, record.date);
    return {
      language,
      reference: record.reference,
      business: record.business,
      state: record.state,
      hall: {
        id: hall.id,
        name: hall.name[language],
        address: hall.address[language],
        phone: hall.phone,
        transport: hall.transport[language],
        timeZone: hall.timeZone,
        ...(hall.location && { location: hall.location }),
      },
      start: record.startsAt,
      end: record.endsAt,
      lane: record.lane,
      // Counselling is open to everybody alike: no rule of jurisdiction stands behind it.
      ...(record.business !== 'counselling' && { basis: record.basis as NonNullable<ConfirmationView['basis']> }),
      parties: this.maskedParties(record).map((party, index) => ({
        ...party,
        documents: record.checklist
          .filter((item) => item.party === index)
          .map((item) => ({ code: item.code, text: documentText(toFinding(item), t) })),
      })),
      checkIn,
      cancelUntil,
      policy: {
        lateAfterMinutes: rules.lateAfterMinutes,
        noShowLimit: noShow.count,
        noShowWindowDays: noShow.withinDays,
        noShowBlockDays: noShow.blockDays,
      },
      uid: `${record._id}@xiyue`,
      sequence: record.sequence,
      updatedAt: record.updatedAt,
    };
  }

  deadlines(record: AppointmentRecord, hall: Hall): Deadlines {
    return deadlinesOf({ ...record, timeZone: hall.timeZone }, policyOn(hall, record.date));
  }

  reschedulesLeft(record: AppointmentRecord, hall: Hall): number {
    return Math.max(0, policyOn(hall, record.date).reschedules - record.reschedules);
  }

  manageLink(record: AppointmentRecord): string {
    return this.publicUrl() + appointmentPaths.manage(record.reference, this.tokens.of(record._id));
  }

  private maskedParties(record: AppointmentRecord): MaskedParty[] {
    const { parties } = openPersonal(this.cipher, record.personal);
    return record.parties.map(({ role, documentType }, index) => ({
      role,
      name: maskName(parties[index]?.name ?? ''),
      document: {
        type: documentType as MaskedParty['document']['type'],
        number: maskDocumentNumber(parties[index]?.number ?? ''),
      },
    }));
  }
}

export interface ViewContext {
  hall: Hall;
  language: Language;
  t: Translate;
}

type MaskedParty = Omit<ConfirmationView['parties'][number], 'documents'>;

function toFinding({
  party,
  code,
  params,
}: AppointmentRecord['checklist'][number]): Parameters<typeof documentText>[0] {
  return { party, code, ...(params && { params: params as Record<string, string | number> }) };
}
