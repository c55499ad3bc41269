import type { AppointmentRecord } from '../appointments/index.js';
import type { CivilDate, ClockTime } from '../calendar/index.js';
import type { PlanChanges } from '../slots/index.js';

const OFFERED = 3;

export interface Place {
  date: CivilDate;
  start: ClockTime;
  end: ClockTime;
}

type Couple = Pick<AppointmentRecord, 'reference' | 'business' | 'lane' | 'startsAt' | 'slot'>;

/**
 * The nearest free times for each couple, in their order: a place that is the first choice of one is not offered to the next as
 * if it were still there. Only days the public may book already are given away.
 */
export function nearestPlaces(
  couples: readonly Couple[],
  places: PlanChanges['places'],
  now: Date,
): Map<string, Place[]> {
  const left = new Map(places.map(({ slot, free }) => [slot._id, free]));
  const open = places.filter(({ slot }) => slot.startsAt > now && slot.releaseAt <= now);
  return new Map(
    couples.map((couple) => {
      const wanted = couple.startsAt.getTime();
      const near = open
        .filter(({ slot }) => slot.business === couple.business && slot.lane === couple.lane)
        .filter(({ slot }) => slot._id !== couple.slot && (left.get(slot._id) ?? 0) > 0)
        .sort((a, b) => Math.abs(+a.slot.startsAt - wanted) - Math.abs(+b.slot.startsAt - wanted))
        .slice(0, OFFERED);
      const first = near[0]?.slot._id;
      if (first !== undefined) left.set(first, (left.get(first) ?? 0) - 1);
      return [couple.reference, near.map(({ slot: { date, start, end } }) => ({ date, start, end }))];
    }),
  );
}

/** A place as forms carry it. */
export function placeValue({ date, start }: Pick<Place, 'date' | 'start'>): string {
  return `${date}T${start}`;
}

export function parsePlace(value: string): Pick<Place, 'date' | 'start'> | undefined {
  const match = /^(\d{4}-\d{2}-\d{2})T(\d{2}:\d{2})$/.exec(value);
  return match?.[1] && match[2] ? { date: match[1], start: match[2] } : undefined;
}
