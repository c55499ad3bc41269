import { dateFilters } from '../../../infrastructure/view-dates.js';
import {
  type AppointmentModel,
  deidentifyAppointment,
  erasureOf,
  LETTER_ROLE,
  maskEmail,
  type OwnAppointment,
  type PersonAppointments,
} from '../../appointments/index.js';
import { addDays, toOffsetIso } from '../../calendar/index.js';
import { maskDocumentNumber, maskName, maskPhone } from '../../eligibility/index.js';
import { type Hall, type HallDirectory, policyOn } from '../../halls/index.js';
import { noticesOfConsent } from '../../notices/index.js';
import type { DataContext, DataSubject, HeldItem, PersonalDataSource } from '../personal-data.js';

export interface AppointmentDataDependencies {
  appointments: AppointmentModel;
  personAppointments: PersonAppointments;
  halls: HallDirectory;
  appointmentDays: number;
}

/** Appointments of the person, the other party masked. Erasing one leaves what statistics count, without anybody in it. */
export function appointmentData(deps: AppointmentDataDependencies): PersonalDataSource {
  const { appointments, personAppointments, halls, appointmentDays } = deps;
  const erasureAt = ({ record }: OwnAppointment, hall: Hall, now: Date) =>
    erasureOf(record, {
      now,
      timeZone: hall.timeZone,
      noShow: policyOn(hall, record.date).noShow,
      keptUntil: addDays(record.date, appointmentDays),
    });

  return {
    name: 'appointments',
    title: (t) => t('privacy:sources.appointments'),
    async find(subject, context) {
      const own = await personAppointments.of(subject);
      return Promise.all(
        own.map(async (appointment) => {
          const hall = await halls.named(appointment.record.hall);
          const erasure = erasureAt(appointment, hall, context.now);
          return toItem({ appointment, hall, subject, context }, erasure);
        }),
      );
    },
    messageSubjects: async (subject) => (await personAppointments.of(subject)).map(({ record }) => record._id),
    // The mailbox belongs to whoever has the couple's phone.
    letterSubjects: async (subject) => ({
      role: LETTER_ROLE,
      ids: (await personAppointments.of(subject))
        .filter(({ personal }) => personal.contactPhone === subject.phone)
        .map(({ record }) => record._id),
    }),
    async erase(subject, now) {
      let erased = 0;
      for (const appointment of await personAppointments.of(subject)) {
        const hall = await halls.named(appointment.record.hall);
        if (erasureAt(appointment, hall, now).may === 'no') continue;
        erased += (await deidentifyAppointment(appointments, appointment.record, now)) ? 1 : 0;
      }
      return erased;
    },
  };
}

function toItem(
  {
    appointment: { record, personal, party },
    hall,
    subject,
    context: { t, language },
  }: { appointment: OwnAppointment; hall: Hall; subject: DataSubject; context: DataContext },
  erasure: ReturnType<typeof erasureOf>,
): HeldItem {
  const dates = dateFilters(language);
  const shownPhone = (phone: string) => (phone === subject.phone ? phone : maskPhone(phone));
  // One address for both: whoever has the couple's phone may read it in full.
  const shownEmail = (email: string) => (personal.contactPhone === subject.phone ? email : maskEmail(email));
  const leftPhones = personal.leftPhones?.map(({ phone }) => shownPhone(phone)) ?? [];
  const own = personal.parties[party];
  const other = personal.parties.find((_, index) => index !== party);
  const business = t(`appointments:business.${record.business}`);
  const state = t(`appointments:state.${record.state}`);
  const documentType = t(`eligibility:documentTypes.${record.parties[party]?.documentType ?? ''}`);
  const at = (instant: Date) => dates.dayAndTime(instant, hall.timeZone);
  const consent = record.consents.booking;
  const row = (name: string, value: string) => ({ label: t(`privacy:fields.${name}`), value });
  return {
    title: t('privacy:items.appointment', { business, reference: record.reference }),
    rows: [
      row('state', state),
      row('when', `${dates.day(record.date)} ${record.start}–${record.end}`),
      row('hall', hall.name[language]),
      row('name', own?.name ?? ''),
      row('document', `${documentType} ${maskDocumentNumber(own?.number ?? '')}`),
      ...(own?.phone ? [row('ownPhone', shownPhone(own.phone))] : []),
      row('contactPhone', shownPhone(personal.contactPhone)),
      ...leftPhones.map((phone) => row('leftPhone', phone)),
      ...(personal.contactEmail === undefined ? [] : [row('contactEmail', shownEmail(personal.contactEmail))]),
      ...(other ? [row('otherParty', `${maskName(other.name)} ${maskDocumentNumber(other.number)}`)] : []),
      {
        ...row('consent', at(consent.at)),
        links: noticesOfConsent(consent.version).map(({ name, version, href }) => ({
          text: t('privacy:items.consentTo', { notice: t(`notices:${name}.title`), version }),
          href,
        })),
      },
      row(
        'history',
        record.history
          .map(({ action, at: when }) => `${t(`privacy:actions.${action}`, { defaultValue: action })} ${at(when)}`)
          .join('; '),
      ),
    ],
    data: {
      reference: record.reference,
      business: record.business,
      state: record.state,
      hall: { id: hall.id, name: hall.name[language] },
      start: toOffsetIso(record.startsAt, hall.timeZone),
      end: toOffsetIso(record.endsAt, hall.timeZone),
      you: {
        ...record.parties[party],
        name: own?.name,
        documentNumber: own?.number,
        ...(own?.phone && { phone: shownPhone(own.phone) }),
      },
      ...(other && { otherParty: { name: maskName(other.name), documentNumber: maskDocumentNumber(other.number) } }),
      contactPhone: shownPhone(personal.contactPhone),
      ...(leftPhones.length > 0 && { leftPhones }),
      ...(personal.contactEmail !== undefined && { contactEmail: shownEmail(personal.contactEmail) }),
      consents: record.consents,
      history: record.history.map(({ action, at: when }) => ({ action, at: when })),
    },
    erasure:
      erasure.may === 'yes'
        ? { may: true }
        : {
            may: false,
            why: t(`privacy:kept.${erasure.why}`),
            ...(erasure.until !== undefined && { until: erasure.until }),
          },
  };
}
