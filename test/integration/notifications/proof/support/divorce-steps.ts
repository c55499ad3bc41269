import { closeOfBusiness } from '../../../../../src/features/divorce/divorce-deadlines.js';
import type {
  DivorceApplicationRecord,
  DivorceHistoryItem,
  DivorcePersonal,
  LegalDates,
  PartyIndex,
} from '../../../../../src/features/divorce/divorce-application.model.js';
import type { DivorceSubject } from '../../../../../src/features/divorce/messages/divorce-subject.js';
import type { AppointmentSubject } from '../../../../../src/features/appointments/index.js';
import { createWorkCalendar, packagedHolidayYears } from '../../../../../src/features/calendar/index.js';
import type { Turn } from './timeline.js';
import { CIPHER, HALLS, HASH, type World } from './world.js';

export const CALENDAR = createWorkCalendar(packagedHolidayYears());

export type DivorceStep =
  | {
      kind: 'accept';
      hall: string;
      date: string;
      dates: LegalDates;
      phones: readonly (string | undefined)[];
      language: 'zh-CN' | 'en';
      unsafe?: PartyIndex;
    }
  | { kind: 'recompute'; dates: LegalDates }
  | { kind: 'withdraw' | 'lapse' | 'issue' | 'refuse' }
  | { kind: 'stop-messages' | 'resume-messages'; party: PartyIndex };

const ENDS = {
  withdraw: { action: 'withdrawn', state: 'withdrawn' },
  lapse: { action: 'lapsed', state: 'lapsed' },
  issue: { action: 'issued', state: 'issued' },
  refuse: { action: 'refused', state: 'refused' },
} as const;

/** What a step makes of an application. Told apart from the product, which only gets to see the document. */
export function applicationAfter(
  previous: DivorceSubject | undefined,
  { id, step, at }: { id: string; step: DivorceStep; at: Date },
): DivorceSubject {
  if (step.kind === 'accept') return accepted(id, step, at);
  if (!previous) throw new Error(`there is no application ${id} to ${step.kind}`);
  const { record, personal } = previous;
  const line = (action: DivorceHistoryItem['action']) => ({
    updatedAt: at,
    history: [...record.history, { action, at, actor: 'staff:proof' }],
  });
  switch (step.kind) {
    case 'recompute':
      return withDates(previous, { ...record, ...line('dates-recomputed'), dates: step.dates });
    case 'stop-messages':
    case 'resume-messages': {
      const isUnsafe = step.kind === 'stop-messages';
      const parties = personal.parties.map((each, index) => (index === step.party ? { ...each, isUnsafe } : each));
      const { unsafePhones: _, ...rest } = record;
      const action = isUnsafe ? 'messages-stopped' : 'messages-resumed';
      const marked = { ...rest, ...line(action), ...sealed({ ...personal, parties }) };
      return { ...previous, record: marked, personal: { ...personal, parties } };
    }
    default: {
      const { openKeys: _, ...rest } = record;
      const { action, state } = ENDS[step.kind];
      return { ...previous, record: { ...rest, ...line(action), state } };
    }
  }
}

/** Writes what a step made of an application, guarded as the product guards it. */
export async function storeApplication(
  { models }: World,
  { kind }: DivorceStep,
  { record }: DivorceSubject,
): Promise<void> {
  const { _id, ...fields } = record;
  if (kind === 'accept') {
    await models.divorceApplications.create(record);
    return;
  }
  const gone = (['openKeys', 'unsafePhones'] as const).filter((name) => !(name in fields));
  const { modifiedCount } = await models.divorceApplications.updateOne(
    { _id, history: { $size: record.history.length - 1 } },
    { $set: fields, $unset: Object.fromEntries(gone.map((name) => [name, 1])) },
  );
  if (modifiedCount !== 1) throw new Error(`${_id} was not as the script has it`);
}

/** The application once its couple's appointment has changed. */
export function applicationWithVisit(previous: DivorceSubject, visit: AppointmentSubject['record']): DivorceSubject {
  const { issueStart, issueEnd } = previous.record.dates;
  const isComing = ['confirmed', 'checked-in'].includes(visit.state);
  return { ...previous, hasVisit: isComing && visit.date >= issueStart && visit.date <= issueEnd };
}

/** Who is not to be told anything from now on, and who is again. */
export function turnsOf(step: DivorceStep, { personal }: DivorceSubject): Turn[] {
  const party = partyIn(step);
  const phone = party === undefined ? undefined : personal.parties[party]?.phone;
  if (phone === undefined) return [];
  return [{ person: HASH.of('phone', phone), isSilent: step.kind !== 'resume-messages' }];
}

function partyIn(step: DivorceStep): PartyIndex | undefined {
  if (step.kind === 'accept') return step.unsafe;
  return step.kind === 'stop-messages' || step.kind === 'resume-messages' ? step.party : undefined;
}

export function receiptHashOf(application: string): string {
  return HASH.of('receipt', application);
}

function accepted(id: string, step: DivorceStep & { kind: 'accept' }, at: Date): DivorceSubject {
  const personal: DivorcePersonal = {
    receiptNumber: id.toUpperCase(),
    parties: step.phones.map((phone, index) => ({
      name: `party ${index}`,
      number: '',
      ...(phone !== undefined && { phone }),
      ...(step.unsafe === index && { isUnsafe: true }),
    })),
  };
  const people = personal.parties.map(({ name }) => `${name} of ${id}`);
  const record: DivorceApplicationRecord = {
    _id: id,
    state: 'accepted',
    hall: step.hall,
    acceptedOn: step.date,
    dates: step.dates,
    isProvisional: false,
    calendarVersion: '2026:0',
    parties: [
      { role: 'male', documentType: 'resident-id' },
      { role: 'female', documentType: 'resident-id' },
    ],
    ...sealed(personal),
    receiptHash: receiptHashOf(id),
    partyKeys: people,
    openKeys: people,
    searchKeys: [],
    counselling: { answer: 'declined', at },
    language: step.language,
    history: [{ action: 'accepted', at, actor: 'staff:proof' }],
    createdAt: at,
    updatedAt: at,
  };
  return withDates({ personal, hasVisit: false }, record);
}

function withDates(
  subject: Pick<DivorceSubject, 'personal' | 'hasVisit'>,
  record: DivorceApplicationRecord,
): DivorceSubject {
  const hall = HALLS.find(({ id }) => id === record.hall);
  if (!hall) throw new Error(`no hall ${record.hall}`);
  const closingOn = (day: string) => closeOfBusiness(hall, day, CALENDAR);
  const closings = { coolEnd: closingOn(record.dates.coolEnd), issueEnd: closingOn(record.dates.issueEnd) };
  return { ...subject, record, hall, closings };
}

function sealed(personal: DivorcePersonal): Pick<DivorceApplicationRecord, 'personal' | 'unsafePhones'> {
  const marked = personal.parties.flatMap(({ phone, isUnsafe }) =>
    isUnsafe && phone !== undefined ? [HASH.of('phone', phone)] : [],
  );
  return {
    personal: CIPHER.seal(personal, 'divorceApplication.personal'),
    ...(marked.length > 0 && { unsafePhones: marked }),
  };
}
