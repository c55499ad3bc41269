import { createHash } from 'node:crypto';
import { type AppointmentRecord, buildAppointment, hallFacts } from '../../src/features/appointments/index.js';
import { addDays, type CivilDate, type ClockTime, instantAt } from '../../src/features/calendar/index.js';
import { assessEligibility, parseIdentityDocument, type Party } from '../../src/features/eligibility/index.js';
import type { Business, Hall, Lane } from '../../src/features/halls/index.js';
import { currentBookingNotice } from '../../src/features/notices/index.js';
import { clockTimeOf, slotIdOf } from '../../src/features/slots/index.js';
import { referenceFrom } from '../../src/infrastructure/ids.js';
import type { Services } from '../../src/services.js';
import { generateCouple, type GeneratedCouple } from './people.js';
import { pickWeighted, type Random } from './random.js';

const MINUTE_MS = 60_000;
const RELEASED_DAYS_AHEAD = 15;
const HALF_DAY_MINUTES = 180;
const HALF_DAYS = [9 * 60, 14 * 60];
const DEFAULT_SLOT_MINUTES = 30;
const FOREIGN = 0.02;
const SOLDIERS = 0.01;
const IN_ENGLISH = 0.02;

const BUSINESSES: Record<Business, number> = {
  marriage: 0.8,
  'divorce-application': 0.08,
  'divorce-issue': 0.06,
  'reissue-marriage': 0.035,
  'reissue-divorce': 0.015,
  counselling: 0.01,
};
const LANES: Partial<Record<Lane, number>> = { online: 0.84, 'walk-in': 0.13, green: 0.03 };

export interface HistoryCouple {
  hall: Hall;
  date: CivilDate;
  /** Names the couple once and for all: its id, reference and request key follow from it. */
  name: string;
  /** Which generated couple it is. */
  seed: number;
  random: Random;
}

/** A couple's appointment as it was booked, with the ground on which the law of that day let them register. */
export function historyBooking(couple: HistoryCouple, secrets: Services['secrets']): AppointmentRecord {
  const { hall, date, name, random } = couple;
  const business = pickWeighted(random, BUSINESSES);
  const isForeign = business === 'marriage' && hall.foreignAuthority && random.next() < FOREIGN;
  const lane: Lane = isForeign ? 'foreign' : pickWeighted(random, LANES);
  const { parties, basis, checklist } = eligibleCouple(couple, business, isForeign);
  const minutes = hall.services.find((service) => service.business === business)?.slotMinutes ?? DEFAULT_SLOT_MINUTES;
  const { start, end } = random.pick(timesOf(minutes));
  const startsAt = instantAt(date, start, hall.timeZone);
  const digest = createHash('sha256').update(name).digest();
  const request = {
    hall,
    business,
    date,
    start,
    parties,
    contactPhone: parties[0].phone,
    consentVersion: currentBookingNotice.version,
    language: random.next() < IN_ENGLISH ? 'en' : 'zh-CN',
    idempotencyKey: name,
    now: bookedAt({ hall, date, random }),
  };
  const record = buildAppointment(
    {
      request,
      judgement: {
        documents: parties.flatMap(({ document }) => {
          const parsed = parseIdentityDocument(document, date);
          return parsed.ok ? [parsed.document] : [];
        }),
        basis,
        lane,
        checklist,
      },
      slot: { startsAt, end, endsAt: new Date(startsAt.getTime() + minutes * MINUTE_MS) },
      slotId: slotIdOf({ hall: hall.id, date, start, business, lane }),
      identity: {
        id: digest.subarray(0, 12).toString('hex'),
        requestKey: name,
        requestHash: digest.toString('base64url'),
      },
      reference: referenceFrom(digest.subarray(12, 20)),
      activeKeys: [],
    },
    secrets,
  );
  return lane === 'walk-in' ? bookedByStaff(record) : record;
}

function bookedByStaff(record: AppointmentRecord): AppointmentRecord {
  return { ...record, history: record.history.map((line) => ({ ...line, actor: 'staff' })) };
}

/** Before 2025-05-10 a household or, in the pilots, a residence permit decided the place: whoever had neither has one here. */
function eligibleCouple(
  { hall, date, seed, random }: HistoryCouple,
  business: Business,
  isForeign: boolean,
): { parties: GeneratedCouple; basis: string; checklist: AppointmentRecord['checklist'] } {
  const [male, female] = generateCouple({
    seed,
    business,
    on: date,
    near: hall.division,
    male: random.next() < SOLDIERS ? { soldier: true } : {},
    female: isForeign ? { type: random.pick(['hm-permit', 'tw-permit', 'passport'] as const) } : {},
  });
  const here = { division: hall.division };
  const candidates: GeneratedCouple[] = [
    [male, female],
    [{ ...male, residencePermit: here }, female],
    [{ ...male, household: here }, female],
  ];
  const judged = candidates.map((parties) => ({ parties, answer: judge({ hall, date, business, parties }) }));
  const eligible = judged.find(({ answer }) => answer.allowed) ?? judged.at(-1);
  if (!eligible) throw new RangeError('no candidates');
  return { parties: eligible.parties, basis: eligible.answer.basis, checklist: eligible.answer.documents };
}

function judge({
  hall,
  ...question
}: {
  hall: Hall;
  date: CivilDate;
  business: Business;
  parties: Party[];
}): ReturnType<typeof assessEligibility> {
  return assessEligibility({ ...question, hall: hallFacts(hall), today: question.date });
}

/** Most couples book soon after the day is released. */
function bookedAt({ hall, date, random }: Pick<HistoryCouple, 'hall' | 'date' | 'random'>): Date {
  const daysBefore = RELEASED_DAYS_AHEAD - Math.floor(random.next() ** 2 * (RELEASED_DAYS_AHEAD - 1));
  const opens = instantAt(addDays(date, -daysBefore), '08:30', hall.timeZone);
  return new Date(opens.getTime() + random.integer(12 * 60) * MINUTE_MS);
}

function timesOf(minutes: number): { start: ClockTime; end: ClockTime }[] {
  return HALF_DAYS.flatMap((first) =>
    Array.from({ length: Math.floor(HALF_DAY_MINUTES / minutes) }, (_, index) => ({
      start: clockTimeOf(first + index * minutes),
      end: clockTimeOf(first + (index + 1) * minutes),
    })),
  );
}
