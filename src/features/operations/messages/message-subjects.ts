import type { KeyedHash } from '../../../infrastructure/field-cipher.js';
import { normaliseReference } from '../../../infrastructure/ids.js';
import type { AppointmentModel } from '../../appointments/index.js';
import { ApplicationKeys, type DivorceApplicationModel, normaliseReceiptNumber } from '../../divorce/index.js';

export interface MessageSubjectParts {
  models: { appointments: AppointmentModel; divorceApplications: DivorceApplicationModel };
  secrets: { hash: KeyedHash };
}

/** What a message is about, as staff know it. */
export interface KnownSubject {
  kind: 'appointment' | 'divorce';
  /** What the desk calls it; a divorce application has no name that may stand in a list. */
  reference?: string;
  href: string;
  hall: string;
}

/** The ids of what staff name: an appointment by its reference, a divorce application by its receipt. Empty when there is none. */
export async function subjectsNamed(typed: string, { models, secrets }: MessageSubjectParts): Promise<string[]> {
  const reference = normaliseReference(typed);
  const receipt = normaliseReceiptNumber(typed);
  const [appointment, application] = await Promise.all([
    reference === undefined ? null : models.appointments.findOne({ reference }, { _id: 1 }).lean(),
    receipt === undefined
      ? null
      : models.divorceApplications
          .findOne({ receiptHash: new ApplicationKeys(secrets.hash).receipt(receipt) }, { _id: 1 })
          .lean(),
  ]);
  return [appointment, application].flatMap((found) => (found ? [found._id] : []));
}

/** Those of the ids that are known, and where their pages are. */
export async function describeSubjects(
  ids: readonly string[],
  { models }: Pick<MessageSubjectParts, 'models'>,
): Promise<Map<string, KnownSubject>> {
  const named = { _id: { $in: [...new Set(ids)] } };
  const [appointments, applications] = await Promise.all([
    models.appointments.find(named, { reference: 1, hall: 1 }).lean(),
    models.divorceApplications.find(named, { hall: 1 }).lean(),
  ]);
  return new Map<string, KnownSubject>([
    ...appointments.map(({ _id, reference, hall }): [string, KnownSubject] => [
      _id,
      { kind: 'appointment', reference, hall, href: `/staff/desk/appointments/${reference}` },
    ]),
    ...applications.map(({ _id, hall }): [string, KnownSubject] => [
      _id,
      { kind: 'divorce', hall, href: `/staff/divorce/${_id}` },
    ]),
  ]);
}
