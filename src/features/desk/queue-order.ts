/** So many booked couples are called before one walk-in has its turn. */
export const BOOKED_PER_WALK_IN = 4;

export interface QueuedTicket {
  _id: string;
  origin: 'booked' | 'walk-in';
  /** 绿色通道: soldiers, pregnant women, the old, the disabled. */
  isGreen: boolean;
  /** Came later than the hall waits: behind everybody who is on time in that half-day, and not cancelled. */
  isLate: boolean;
  /** Which part of the day they are served in, from 0. */
  halfDay: number;
  slotStart: Date;
  queuedAt: Date;
  /** Put aside for one window, by a transfer or after a pause. */
  forWindow?: number;
}

/**
 * The order in which those who wait would be called: green channel first, then booked couples by their slot with one walk-in
 * after every four of them. `bookedSinceWalkIn` is how far the last calls had got.
 */
export function queueOrder<T extends QueuedTicket>(waiting: readonly T[], bookedSinceWalkIn: number): T[] {
  const green = waiting.filter(({ isGreen }) => isGreen).sort(byArrival);
  const booked = waiting.filter(({ isGreen, origin }) => !isGreen && origin === 'booked').sort(bySlot);
  const walkIns = waiting.filter(({ isGreen, origin }) => !isGreen && origin === 'walk-in').sort(byArrival);
  return [...green, ...interleave(booked, walkIns, bookedSinceWalkIn)];
}

/** Whom a window calls next: those put aside for it, then the first of the line that no other window keeps. */
export function nextFor<T extends QueuedTicket>(window: number, ordered: readonly T[]): T | undefined {
  return (
    ordered.find(({ forWindow }) => forWindow === window) ?? ordered.find(({ forWindow }) => forWindow === undefined)
  );
}

/** How many booked couples were called since the last walk-in; the green channel counts for neither. */
export function countBookedSinceWalkIn(called: readonly Pick<CalledTicket, 'origin' | 'isGreen'>[]): number {
  const inLine = called.filter(({ isGreen }) => !isGreen);
  const last = inLine.map(({ origin }) => origin).lastIndexOf('walk-in');
  return inLine.length - 1 - last;
}

export type CalledTicket = QueuedTicket & { firstCalledAt: Date };

function interleave<T>(booked: readonly T[], walkIns: readonly T[], bookedSinceWalkIn: number): T[] {
  const line: T[] = [];
  let since = bookedSinceWalkIn;
  let [nextBooked, nextWalkIn] = [0, 0];
  while (line.length < booked.length + walkIns.length) {
    const isWalkInsTurn = since >= BOOKED_PER_WALK_IN || nextBooked >= booked.length;
    if (isWalkInsTurn && nextWalkIn < walkIns.length) {
      line.push(walkIns[nextWalkIn++] as T);
      since = 0;
    } else {
      line.push(booked[nextBooked++] as T);
      since += 1;
    }
  }
  return line;
}

function byArrival(a: QueuedTicket, b: QueuedTicket): number {
  return a.queuedAt.getTime() - b.queuedAt.getTime() || (a._id < b._id ? -1 : 1);
}

function bySlot(a: QueuedTicket, b: QueuedTicket): number {
  if (a.halfDay !== b.halfDay) return a.halfDay - b.halfDay;
  if (a.isLate !== b.isLate) return a.isLate ? 1 : -1;
  if (a.isLate) return byArrival(a, b);
  return a.slotStart.getTime() - b.slotStart.getTime() || byArrival(a, b);
}
