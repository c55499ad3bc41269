import type { Request } from 'express';
import type { Language } from '../../infrastructure/language.js';
import type { CivilDate } from '../calendar/index.js';
import { type PlanChanges, slotNameOf } from '../slots/index.js';
import { placeValue } from './nearest-places.js';
import type { StrandedCouple } from './hall-changes.service.js';

const DAYS_SHOWN = 14;
/** The answer of a couple that is told to choose another time itself. */
export const TELL = 'tell';

export interface DayEffect {
  date: CivilDate;
  before: number;
  after: number;
  /** Couples for whom there is no longer a place. */
  stranded: number;
}

/** What a plan changes, day by day: places before and after, and couples without one. */
export function effectsOf({ create, change, close, reopen, stranded }: PlanChanges): {
  days: DayEffect[];
  more: number;
} {
  const byDate = new Map<CivilDate, DayEffect>();
  const at = (date: CivilDate) => {
    const day = byDate.get(date) ?? { date, before: 0, after: 0, stranded: 0 };
    byDate.set(date, day);
    return day;
  };
  for (const { date, capacity } of create) at(date).after += capacity;
  for (const { date, capacity } of close) at(date).before += capacity;
  for (const { date, capacity } of reopen) at(date).after += capacity;
  for (const { slot, plan } of change) {
    at(slot.date).before += slot.isClosed ? 0 : slot.capacity;
    at(slot.date).after += plan.capacity;
  }
  for (const { slotId, holders } of stranded) at(slotNameOf(slotId).date).stranded += holders.length;
  const days = [...byDate.values()]
    .filter(({ before, after, stranded: left }) => before !== after || left > 0)
    .sort((a, b) => (a.date < b.date ? -1 : 1));
  return { days: days.slice(0, DAYS_SHOWN), more: Math.max(0, days.length - DAYS_SHOWN) };
}

/** The couples of a preview with the choices their manager has for each. */
export function presentCouples(
  couples: readonly StrandedCouple[],
  { t, language, chosen, prefersMoving }: Choices,
): object[] {
  return couples.map(({ record, because, nearest }) => {
    const { reference, business, date, start, end, lane } = record;
    const places = nearest.map((place) => ({ ...place, value: placeValue(place) }));
    const proposed = prefersMoving ? (places[0]?.value ?? TELL) : TELL;
    return {
      reference,
      business: t(`appointments:business.${business}`),
      lane: t(`hall-office:lanes.${lane}`),
      date,
      start,
      end,
      because,
      places,
      language,
      chosen: chosen.get(reference) ?? proposed,
    };
  });
}

interface Choices {
  t: Request['t'];
  language: Language;
  /** What the manager had chosen already, by reference. */
  chosen: ReadonlyMap<string, string>;
  prefersMoving: boolean;
}
