import type { AppointmentRecord, AppointmentSubject } from '../../../../../src/features/appointments/index.js';
import { type Place, startOf } from './places.js';
import { CIPHER, HALLS, HASH, type World } from './world.js';

const HALF_HOUR_MS = 1_800_000;

export type AppointmentStep =
  | {
      kind: 'book';
      to: Place;
      language: 'zh-CN' | 'en';
      phone: string;
      email?: string;
      /** Of the divorce application whose certificates the couple will collect. */
      receiptHash?: string;
    }
  | { kind: 'walk-in'; to: Place; language: 'zh-CN' | 'en'; phone: string }
  | { kind: 'reschedule' | 'move'; to: Place }
  | { kind: 'cancel' | 'close' | 'reopen' | 'check-in' | 'hall-cancels' | 'complete' | 'refuse' | 'undo' }
  | { kind: 'change-phone'; phone: string }
  | { kind: 'change-email'; email?: string }
  | { kind: 'miss'; blockedUntil?: Date };

const PEOPLE = [
  { name: '王伟', number: '110105199003070017' },
  { name: '李娜', number: '110105199203070025' },
];

type Contact = AppointmentSubject['contact'];
type After = Pick<AppointmentSubject, 'record' | 'contact'> & { blockedUntil?: Date };

/** What a step makes of an appointment. Told apart from the product, which only gets to see the document. */
export function after(
  previous: AppointmentSubject | undefined,
  couple: string,
  step: AppointmentStep,
  at: Date,
): After {
  if (step.kind === 'book' || step.kind === 'walk-in') return booked(couple, step, at);
  if (!previous) throw new Error(`${couple} has no appointment to ${step.kind}`);
  const { record, contact } = previous;
  const change = (action: string, by: string, fields: Partial<AppointmentRecord> = {}): AppointmentRecord => ({
    ...record,
    ...fields,
    updatedAt: at,
    history: [...record.history, { action, at, actor: by, ...(fields.slot && { from: record.slot, to: fields.slot }) }],
  });
  const byStaff = (action: string, state: AppointmentRecord['state']) => ({
    record: change(action, 'staff:proof', { state }),
    contact,
  });
  switch (step.kind) {
    case 'cancel':
      return { record: change('cancelled', 'couple', { state: 'cancelled' }), contact };
    case 'hall-cancels':
      return { record: change('cancelled', 'system', { state: 'cancelled' }), contact };
    case 'reschedule':
      return { record: change('rescheduled', 'couple', timesOf(step.to, record.business)), contact };
    case 'move':
      return { record: change('moved', 'staff:proof', timesOf(step.to, record.business)), contact };
    case 'close':
      return { record: change('time-closed', 'staff:proof'), contact };
    case 'reopen':
      return { record: change('time-reopened', 'staff:proof'), contact };
    case 'check-in':
      return byStaff('checked-in', 'checked-in');
    case 'complete':
      return byStaff('completed', 'completed');
    case 'refuse':
      return byStaff('not-completed', 'not-completed');
    case 'undo':
      return byStaff('undone', 'checked-in');
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
export async function store({ models }: World, step: AppointmentStep, { record, blockedUntil }: After): Promise<void> {
  if (step.kind === 'book' || step.kind === 'walk-in') {
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

function booked(couple: string, step: AppointmentStep & { kind: 'book' | 'walk-in' }, at: Date): After {
  const { email, receiptHash } = step.kind === 'book' ? step : {};
  const contact = { contactPhone: step.phone, ...(email !== undefined && { contactEmail: email }) };
  const business = receiptHash === undefined ? 'marriage' : 'divorce-issue';
  const times = timesOf(step.to, business);
  const [action, actor, state] =
    step.kind === 'book'
      ? (['booked', 'couple', 'confirmed'] as const)
      : (['walked-in', 'staff:proof', 'checked-in'] as const);
  const record: AppointmentRecord = {
    _id: couple,
    reference: couple,
    state,
    business,
    ...times,
    lane: 'online',
    basis: 'nationwide',
    parties: [
      { role: 'male', documentType: 'resident-id' },
      { role: 'female', documentType: 'resident-id' },
    ],
    checklist: [
      { party: 0, code: 'resident-id' },
      { party: 1, code: 'resident-id' },
    ],
    ...sealed(contact),
    ...(receiptHash !== undefined && { receiptNumberHash: receiptHash }),
    consents: { booking: { version: '1', at } },
    requestKey: couple,
    requestHash: couple,
    language: step.language,
    reschedules: 0,
    sequence: 0,
    history: [{ action, at, actor, to: times.slot }],
    createdAt: at,
    updatedAt: at,
  };
  return { record, contact };
}

function timesOf(place: Place, business: AppointmentRecord['business']) {
  const startsAt = startOf(place);
  const [hours = 0, minutes = 0] = place.start.split(':').map(Number);
  const end = hours * 60 + minutes + 30;
  const two = (number: number) => String(number).padStart(2, '0');
  return {
    ...place,
    end: `${two(Math.floor(end / 60))}:${two(end % 60)}`,
    startsAt,
    endsAt: new Date(startsAt.getTime() + HALF_HOUR_MS),
    slot: `${place.hall}/${place.date}/${place.start}/${business}/online`,
  };
}

function sealed(contact: Contact): Pick<AppointmentRecord, 'personal' | 'phoneHash'> {
  return {
    personal: CIPHER.seal({ parties: PEOPLE, ...contact }, 'appointment.personal'),
    phoneHash: HASH.of('phone', contact.contactPhone),
  };
}
