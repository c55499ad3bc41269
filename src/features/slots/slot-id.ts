import type { CivilDate, ClockTime } from '../calendar/index.js';
import type { Business, Lane } from '../halls/index.js';

export interface SlotName {
  hall: string;
  date: CivilDate;
  start: ClockTime;
  business: Business;
  lane: Lane;
}

/** The five members that make a slot unique are its id: claiming needs no look-up, and the primary key has the last word. */
export function slotIdOf({ hall, date, start, business, lane }: SlotName): string {
  return `${hall}/${date}/${start}/${business}/${lane}`;
}

export function slotNameOf(id: string): SlotName {
  const [hall = '', date = '', start = '', business = '', lane = ''] = id.split('/');
  return { hall, date, start, business: business as Business, lane: lane as Lane };
}
