import { addDays, civilDateAt, instantAt } from '../../../../../src/features/calendar/index.js';
import { createRandom, pickWeighted, type Random } from '../../../../../scripts/lib/random.js';
import { HALLS } from './world.js';

export const FIRST_DAY = '2026-10-05';
const START = instantAt(FIRST_DAY, '00:00', 'Asia/Shanghai');
const DAY_MS = 86_400_000;
const SECOND_MS = 1000;

/** Where and when a couple is to come. */
export interface Place {
  hall: string;
  date: string;
  start: string;
}

export type Step =
  | { kind: 'book'; to: Place; language: 'zh-CN' | 'en'; phone: string; email?: string }
  | { kind: 'reschedule' | 'move'; to: Place }
  | { kind: 'cancel' | 'close' | 'reopen' | 'check-in' | 'hall-cancels' }
  | { kind: 'change-phone'; phone: string }
  | { kind: 'change-email'; email?: string }
  | { kind: 'miss'; blockedUntil?: Date };

export interface Action {
  at: Date;
  couple: string;
  step: Step;
  /** The process dies between the change and its messages. */
  isCut: boolean;
}

export interface ScriptOptions {
  seed: number;
  appointments: number;
  days: number;
  /** Share of the moments with changes at which a process dies before it has written their messages. */
  cut: number;
}

/** Moments of a day at which things happen: just before, at and after the times that reminders and the night begin and end. */
const MOMENTS = ['00:20:00', '07:59:40', '09:59:40', '10:00:10', '12:10:00', '15:05:00', '17:59:50', '18:00:20'];
const EVENING = ['20:58:00', '21:03:00', '23:40:00'];
const STARTS = ['09:00', '09:30', '10:30', '11:30', '14:00', '15:30', '16:30'];

/** What all the couples do and what becomes of their appointments; the same for the same seed. */
export function writeScript({ seed, appointments, days, cut }: ScriptOptions): Action[] {
  const random = createRandom(seed);
  const actions = Array.from({ length: appointments }, (_, index) =>
    storyOf({ couple: `couple-${String(index).padStart(5, '0')}`, days, random: createRandom(seed * 10_007 + index) }),
  ).flat();
  const dying = new Set(actions.map(({ at }) => at.getTime()).filter(() => random.next() < cut));
  return actions
    .map((action) => ({ ...action, isCut: dying.has(action.at.getTime()) && random.next() < 0.6 }))
    .sort((a, b) => a.at.getTime() - b.at.getTime());
}

interface Story {
  couple: string;
  days: number;
  random: Random;
}

function storyOf({ couple, days, random }: Story): Action[] {
  const actions: Action[] = [];
  const act = (at: Date, step: Step) => actions.push({ at, couple, step, isCut: false });
  const bookedAt = moment(random, random.integer(Math.max(1, days - 25)));
  let place = placeAfter(random, bookedAt);
  const first = place;
  act(bookedAt, {
    kind: 'book',
    to: place,
    language: random.pick(['zh-CN', 'en']),
    phone: phone(random),
    ...(random.next() < 0.4 && { email: `${couple}@mail.example` }),
  });
  let at = bookedAt;
  for (let changes = 0; changes < 4; changes += 1) {
    const next =
      random.next() < 0.15 ? new Date(at.getTime() + 5 * SECOND_MS) : momentBetween(random, at, startOf(place));
    if (!next || next >= startOf(place)) break;
    at = next;
    const kind = pickWeighted(random, STEPS);
    if (kind === 'stay') break;
    if (kind === 'cancel') {
      act(at, { kind });
      return actions;
    }
    if (kind === 'close') {
      const end = closing({ act, at, place, random });
      if (end.isOver) return actions;
      ({ at, place } = end);
    }
    if (kind === 'change-phone') act(at, { kind, phone: phone(random) });
    if (kind === 'change-email')
      act(at, { kind, ...(random.next() < 0.7 && { email: `${couple}.${changes}@mail.example` }) });
    if (kind === 'reschedule') {
      place = placeAfter(random, at);
      act(at, { kind, to: place });
    }
    if (kind === 'there-and-back') {
      const back = startOf(first) > new Date(at.getTime() + DAY_MS) ? first : place;
      act(at, { kind: 'reschedule', to: placeAfter(random, at) });
      at = new Date(at.getTime() + random.pick([7, 600, 5400]) * SECOND_MS);
      place = back;
      act(at, { kind: 'reschedule', to: place });
    }
  }
  act(...ending(place, random));
  return actions;
}

const STEPS = {
  stay: 42,
  cancel: 12,
  reschedule: 14,
  'there-and-back': 9,
  close: 9,
  'change-phone': 6,
  'change-email': 8,
};

/** The hall cannot keep a time: it opens again, gives another time, or the couple acts, or nobody does. */
function closing({ act, at, place, random }: Closing): { isOver: boolean; at: Date; place: Place } {
  act(at, { kind: 'close' });
  const next = momentBetween(random, at, startOf(place));
  const what = next ? pickWeighted(random, { reopen: 40, move: 35, cancel: 10, nothing: 15 }) : 'nothing';
  if (!next || what === 'nothing') {
    act(closeOfDay(place), { kind: 'hall-cancels' });
    return { isOver: true, at, place };
  }
  if (what === 'move') {
    const to = { ...placeAfter(random, next), hall: place.hall };
    act(next, { kind: 'move', to });
    return { isOver: false, at: next, place: to };
  }
  act(next, { kind: what });
  return { isOver: what === 'cancel', at: next, place };
}

interface Closing {
  act: (at: Date, step: Step) => void;
  at: Date;
  place: Place;
  random: Random;
}

function ending(place: Place, random: Random): [Date, Step] {
  if (random.next() < 0.8) return [startOf(place), { kind: 'check-in' }];
  const at = closeOfDay(place);
  const isBlocked = random.next() < 0.4;
  return [at, { kind: 'miss', ...(isBlocked && { blockedUntil: new Date(at.getTime() + 15 * DAY_MS) }) }];
}

export function zoneOf(hall: string): string {
  return HALLS.find(({ id }) => id === hall)?.timeZone ?? 'Asia/Shanghai';
}

export function startOf({ hall, date, start }: Place): Date {
  return instantAt(date, start, zoneOf(hall));
}

function closeOfDay({ hall, date }: Place): Date {
  return instantAt(date, '17:00', zoneOf(hall));
}

/** An appointment from later on the same day to three weeks ahead; near ones are as frequent as far ones. */
function placeAfter(random: Random, at: Date): Place {
  const { id, timeZone } = random.pick(HALLS);
  const place = (days: number) => ({
    hall: id,
    date: addDays(civilDateAt(at, timeZone), days),
    start: random.pick(STARTS),
  });
  const wanted = place(random.pick([0, 1, 1, 2, 3, 3, 4, 6, 9, 14, 21]));
  return startOf(wanted) > at ? wanted : place(1);
}

function moment(random: Random, day: number): Date {
  const time = random.pick([...MOMENTS, ...MOMENTS, ...EVENING]);
  const [hours = 0, minutes = 0, seconds = 0] = time.split(':').map(Number);
  return new Date(START.getTime() + day * DAY_MS + ((hours * 60 + minutes) * 60 + seconds) * SECOND_MS);
}

function momentBetween(random: Random, from: Date, to: Date): Date | undefined {
  const first = Math.floor((from.getTime() - START.getTime()) / DAY_MS);
  const span = Math.max(1, Math.ceil((to.getTime() - from.getTime()) / DAY_MS));
  const at = moment(random, first + random.integer(span + 1));
  return at > from && at < to ? at : undefined;
}

function phone(random: Random): string {
  return `+86139${String(random.integer(100_000_000)).padStart(8, '0')}`;
}
