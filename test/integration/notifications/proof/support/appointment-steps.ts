import type { AppointmentRecord, AppointmentSubject } from '../../../../../src/features/appointments/index.js';
import { type Place, startOf, type Step } from './script.js';
import { CIPHER, HALLS, HASH, type World } from './world.js';

const HALF_HOUR_MS = 1_800_000;

/** An appointment as it was from one change to the next. */
export interface Version {
  at: Date;
  subject: AppointmentSubject;
  /** When, in the order of everything that happened, the change began and when it had been answered. */
  begun: number;
  answered: number;
}

/** One couple's appointment through all its changes: the truth that messages are measured against. */
export type Timeline = Version[];

type Contact = AppointmentSubject['contact'];
type After = Pick<AppointmentSubject, 'record' | 'contact'> & { blockedUntil?: Date };

/** What a step makes of an appointment. Told apart from the product, which only gets to see the document. */
export function after(previous: AppointmentSubject | undefined, couple: string, step: Step, at: Date): After {
  if (step.kind === 'book') return booked(couple, step, at);
  if (!previous) throw new Error(`${couple} has no appointment to ${step.kind}`);
  const { record, contact } = previous;
  const change = (action: string, by: string, fields: Partial<AppointmentRecord> = {}): AppointmentRecord => ({
    ...record,
    ...fields,
    updatedAt: at,
    history: [...record.history, { action, at, actor: by }],
  });
  switch (step.kind) {
    case 'cancel':
      return { record: change('cancelled', 'couple', { state: 'cancelled' }), contact };
    case 'hall-cancels':
      return { record: change('cancelled', 'system', { state: 'cancelled' }), contact };
    case 'reschedule':
      return { record: change('rescheduled', 'couple', timesOf(step.to)), contact };
    case 'move':
      return { record: change('moved', 'staff:proof', timesOf(step.to)), contact };
    case 'close':
      return { record: change('time-closed', 'staff:proof'), contact };
    case 'reopen':
      return { record: change('time-reopened', 'staff:proof'), contact };
    case 'check-in':
      return { record: change('checked-in', 'staff:proof', { state: 'checked-in' }), contact };
    case 'miss':
      return {
        record: change('no-show', 'system', { state: 'no-show', missedBy: [`person of ${couple}`] }),
        contact,
        ...(step.blockedUntil && { blockedUntil: step.blockedUntil }),
      };
    case 'change-phone': {
      const changed = { ...contact, contactPhone: step.phone };
      return { record: change('contact-changed', 'couple', sealed(changed)), contact: changed };
    }
    case 'change-email': {
      const changed = {
        contactPhone: contact.contactPhone,
        ...(step.email !== undefined && { contactEmail: step.email }),
      };
      const action = step.email === undefined ? 'email-removed' : 'email-changed';
      return { record: change(action, 'couple', sealed(changed)), contact: changed };
    }
  }
}

/** Writes what a step made of an appointment, guarded as the product guards it. */
export async function store({ models }: World, step: Step, { record, blockedUntil }: After): Promise<void> {
  if (step.kind === 'book') {
    await models.appointments.create(record);
    return;
  }
  const { _id, ...fields } = record;
  const guard = { _id, history: { $size: record.history.length - 1 } };
  const { modifiedCount } = await models.appointments.updateOne(guard, { $set: fields });
  if (modifiedCount !== 1) throw new Error(`${_id} was not as the script has it`);
  if (blockedUntil)
    await models.blocks.create({ _id: `person of ${_id}`, until: blockedUntil, appointments: [_id], cause: _id });
}

export function subjectAfter(made: After): AppointmentSubject {
  const hall = HALLS.find(({ id }) => id === made.record.hall);
  if (!hall) throw new Error(`no hall ${made.record.hall}`);
  return { ...made, hall };
}

function booked(couple: string, step: Step & { kind: 'book' }, at: Date): After {
  const contact = { contactPhone: step.phone, ...(step.email !== undefined && { contactEmail: step.email }) };
  const record: AppointmentRecord = {
    _id: couple,
    reference: couple,
    state: 'confirmed',
    business: 'marriage',
    ...timesOf(step.to),
    lane: 'online',
    basis: 'household',
    parties: [],
    checklist: [],
    ...sealed(contact),
    consents: { booking: { version: '1', at } },
    requestKey: couple,
    requestHash: couple,
    language: step.language,
    reschedules: 0,
    sequence: 0,
    history: [{ action: 'booked', at, actor: 'couple' }],
    createdAt: at,
    updatedAt: at,
  };
  return { record, contact };
}

function timesOf(place: Place) {
  const startsAt = startOf(place);
  const [hours = 0, minutes = 0] = place.start.split(':').map(Number);
  const end = hours * 60 + minutes + 30;
  const two = (number: number) => String(number).padStart(2, '0');
  return {
    ...place,
    end: `${two(Math.floor(end / 60))}:${two(end % 60)}`,
    startsAt,
    endsAt: new Date(startsAt.getTime() + HALF_HOUR_MS),
    slot: `${place.hall}/${place.date}/${place.start}/marriage/online`,
  };
}

function sealed(contact: Contact): Pick<AppointmentRecord, 'personal' | 'phoneHash'> {
  return {
    personal: CIPHER.seal({ parties: [], ...contact }, 'appointment.personal'),
    phoneHash: HASH.of('phone', contact.contactPhone),
  };
}
