import { pickWeighted, type Random } from '../../../../../scripts/lib/random.js';
import type { AppointmentStep } from './appointment-steps.js';
import {
  closeOfDay,
  DAY_MS,
  moment,
  momentBetween,
  phone,
  type Place,
  placeAfter,
  SECOND_MS,
  startOf,
} from './places.js';
import type { WishStep } from './wish-steps.js';

type Act = (at: Date, step: AppointmentStep) => void;

/** What becomes of one couple's appointment, from the booking to the day. */
export function appointmentStory({
  couple,
  days,
  random,
  act,
  wish,
}: {
  couple: string;
  days: number;
  random: Random;
  act: Act;
  wish: (at: Date, step: WishStep) => void;
}): void {
  const bookedAt = moment(random, random.integer(Math.max(1, days - 25)));
  let place = placeAfter(random, bookedAt);
  const first = place;
  const language = random.pick(['zh-CN', 'en'] as const);
  let reached = phone(random);
  if (random.next() < 0.03) {
    act(bookedAt, { kind: 'walk-in', to: place, language, phone: reached });
    serve(act, bookedAt, random);
    return;
  }
  act(bookedAt, {
    kind: 'book',
    to: place,
    language,
    phone: reached,
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
      return;
    }
    if (kind === 'close') {
      const end = closing({ act, at, place, random });
      if (end.isOver) return;
      ({ at, place } = end);
    }
    if (kind === 'wish') wish(at, { kind: changes > 0 && random.next() < 0.5 ? 'allow' : 'decline', phone: reached });
    if (kind === 'change-phone') {
      reached = phone(random);
      act(at, { kind, phone: reached });
    }
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
  endAppointment(act, place, random);
}

const STEPS = {
  stay: 36,
  cancel: 12,
  reschedule: 14,
  'there-and-back': 9,
  close: 9,
  'change-phone': 6,
  'change-email': 8,
  wish: 8,
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
  act: Act;
  at: Date;
  place: Place;
  random: Random;
}

/** The two come, or do not. */
export function endAppointment(act: Act, place: Place, random: Random): void {
  if (random.next() < 0.8) {
    act(startOf(place), { kind: 'check-in' });
    serve(act, startOf(place), random);
    return;
  }
  const at = closeOfDay(place);
  const isBlocked = random.next() < 0.4;
  act(at, { kind: 'miss', ...(isBlocked && { blockedUntil: new Date(at.getTime() + 15 * DAY_MS) }) });
  // A couple that comes when the counter has just closed is served all the same.
  if (random.next() < 0.1) act(new Date(at.getTime() + 600 * SECOND_MS), { kind: 'undo' });
}

function serve(act: Act, from: Date, random: Random): void {
  const end = new Date(from.getTime() + 1200 * SECOND_MS);
  act(end, { kind: random.next() < 0.9 ? 'complete' : 'refuse' });
  if (random.next() < 0.03) act(new Date(end.getTime() + 60 * SECOND_MS), { kind: 'undo' });
}
