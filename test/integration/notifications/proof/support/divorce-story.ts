import { addDays, civilDateAt, divorceDates } from '../../../../../src/features/calendar/index.js';
import { openingOn } from '../../../../../src/features/halls/index.js';
import type { LegalDates, PartyIndex } from '../../../../../src/features/divorce/divorce-application.model.js';
import { pickWeighted, type Random } from '../../../../../scripts/lib/random.js';
import type { AppointmentStep } from './appointment-steps.js';
import { endAppointment } from './appointment-story.js';
import { CALENDAR, type DivorceStep, receiptHashOf } from './divorce-steps.js';
import {
  closeOfDay,
  DAY_MS,
  moment,
  momentBetween,
  phone,
  type Place,
  SECOND_MS,
  startOf,
  STARTS,
  zoneOf,
} from './places.js';
import { HALLS } from './world.js';

interface Story {
  id: string;
  days: number;
  /** Share in which a message could harm one of the two. */
  harm: number;
  random: Random;
  act: (at: Date, step: DivorceStep) => void;
  /** What becomes of the appointment at which the certificates are collected. */
  visit: (at: Date, step: AppointmentStep) => void;
}

/** What becomes of one application: thirty days in which either may withdraw, and then thirty in which both have to come. */
export function divorceStory({ id, days, harm, random, act, visit }: Story): void {
  const hall = random.pick(HALLS);
  const acceptedAt = moment(random, random.integer(Math.max(1, Math.floor(days / 2))));
  const date = civilDateAt(acceptedAt, hall.timeZone);
  const isOfficeDay = (day: string) => openingOn(hall, day, CALENDAR).length > 0;
  const { provisional: _, ...first } = divorceDates(date, CALENDAR, { isOfficeDay });
  const phones = [phone(random), phone(random)].map((each) => (random.next() < 0.88 ? each : undefined));
  const contact = phones[0] ?? phone(random);
  const language = random.pick(['zh-CN', 'en'] as const);
  const party = random.pick<PartyIndex>([0, 1]);
  const isUnsafeAtOnce = random.next() < harm / 3;
  act(acceptedAt, {
    kind: 'accept',
    hall: hall.id,
    date,
    dates: first,
    phones,
    language,
    ...(isUnsafeAtOnce && { unsafe: party }),
  });
  const at = (day: string) => closeOfDay({ hall: hall.id, date: day });
  let dates: LegalDates = first;
  let last = acceptedAt;
  const next = (to: Date) => {
    const found = momentBetween(random, last, to);
    if (found) last = found;
    return found;
  };
  safety({ isUnsafeAtOnce, harm, party, random, act, next: () => next(at(dates.issueEnd)) });
  const isWithdrawn = random.next() < 0.16;
  const bookedEarly = isWithdrawn && random.next() < 0.7 ? next(at(dates.coolEnd)) : undefined;
  const withdrawnAt = isWithdrawn ? next(at(dates.coolEnd)) : undefined;
  if (withdrawnAt) {
    if (bookedEarly) {
      const place = { hall: hall.id, date: dates.issueEnd, start: STARTS[0] };
      visit(bookedEarly, { kind: 'book', to: place, language, phone: contact, receiptHash: receiptHashOf(id) });
    }
    act(withdrawnAt, { kind: 'withdraw' });
    // What was booked goes with it.
    if (bookedEarly) visit(withdrawnAt, { kind: 'cancel' });
    return;
  }
  if (random.next() < 0.1) {
    const recomputedAt = next(at(dates.issueEnd));
    if (recomputedAt) {
      const by = 1 + random.integer(3);
      const { coolEnd, issueStart, firstOfficeDay, issueEnd } = dates;
      dates = {
        coolEnd: addDays(coolEnd, by),
        issueStart: addDays(issueStart, by),
        firstOfficeDay: addDays(firstOfficeDay, by),
        issueEnd: addDays(issueEnd, by),
      };
      act(recomputedAt, { kind: 'recompute', dates });
    }
  }
  const bookedAt = random.next() < 0.65 ? next(at(addDays(dates.issueEnd, -1))) : undefined;
  const end = bookedAt
    ? collect({ bookedAt, hall: hall.id, dates, random, id, language, phone: contact, visit })
    : undefined;
  conclude({ end, closesAt: at(dates.issueEnd), last, random, act });
}

/** A counter learns that a message could harm one of the two, and sometimes that it no longer can. */
function safety({
  isUnsafeAtOnce,
  harm,
  party,
  random,
  act,
  next,
}: Pick<Story, 'random' | 'act' | 'harm'> & {
  isUnsafeAtOnce: boolean;
  party: PartyIndex;
  next: () => Date | undefined;
}): void {
  if (!isUnsafeAtOnce && random.next() > (harm * 2) / 3) return;
  const stoppedAt = isUnsafeAtOnce ? undefined : next();
  if (stoppedAt) act(stoppedAt, { kind: 'stop-messages', party });
  if (!isUnsafeAtOnce && !stoppedAt) return;
  const resumedAt = random.next() < 0.4 ? next() : undefined;
  if (resumedAt) act(resumedAt, { kind: 'resume-messages', party });
}

/** The appointment: booked, sometimes moved or given up; how it ends, and when, or nothing when the two do not come. */
function collect({
  bookedAt,
  hall,
  dates,
  random,
  id,
  language,
  phone: contact,
  visit,
}: Pick<Story, 'random' | 'id' | 'visit'> & {
  bookedAt: Date;
  hall: string;
  dates: LegalDates;
  language: 'zh-CN' | 'en';
  phone: string;
}): Date | undefined {
  const someDay = (from: Date): Place | undefined => {
    const earliest = [addDays(civilDateAt(from, zoneOf(hall)), 1), dates.firstOfficeDay].sort().at(-1) ?? '';
    const days = Array.from({ length: 30 }, (_, index) => addDays(earliest, index));
    const within = days.filter((day) => day <= dates.issueEnd);
    return within.length === 0 ? undefined : { hall, date: random.pick(within), start: random.pick(STARTS) };
  };
  let place = someDay(bookedAt);
  if (!place) return undefined;
  visit(bookedAt, { kind: 'book', to: place, language, phone: contact, receiptHash: receiptHashOf(id) });
  const what = pickWeighted(random, { keep: 70, move: 15, cancel: 15 });
  const changedAt = what === 'keep' ? undefined : momentBetween(random, bookedAt, startOf(place));
  if (changedAt && what === 'cancel') {
    visit(changedAt, { kind: 'cancel' });
    return undefined;
  }
  const moved = changedAt && someDay(changedAt);
  if (changedAt && moved) {
    place = moved;
    visit(changedAt, { kind: 'reschedule', to: place });
  }
  let end: Date | undefined;
  const note = (at: Date, step: AppointmentStep) => {
    visit(at, step);
    if (step.kind === 'complete' || step.kind === 'refuse') end = at;
  };
  endAppointment(note, place, random);
  return end;
}

/** Certificates are issued or refused where the two came, with an appointment or without; else the law ends it. */
function conclude({
  end,
  closesAt,
  last,
  random,
  act,
}: Pick<Story, 'random' | 'act'> & { end: Date | undefined; closesAt: Date; last: Date }): void {
  const week = new Date(Math.max(last.getTime(), closesAt.getTime() - 7 * DAY_MS));
  const comesByItself = !end && random.next() < 0.4;
  const decidedAt = comesByItself
    ? momentBetween(random, week, closesAt)
    : end && new Date(end.getTime() + 3 * SECOND_MS);
  if (decidedAt && decidedAt > last && decidedAt < closesAt)
    act(decidedAt, { kind: random.next() < 0.9 ? 'issue' : 'refuse' });
  else act(new Date(closesAt.getTime() + 8 * 3600 * SECOND_MS), { kind: 'lapse' });
}
