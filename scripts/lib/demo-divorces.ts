import { addDays, type CivilDate, instantAt, type WorkCalendar } from '../../src/features/calendar/index.js';
import type { Services } from '../../src/services.js';
import { generateCouple } from './people.js';

/** One is cooling off, one is in its window, and the window of one closes within days. */
const ACCEPTED_DAYS_AGO = [6, 40, 58];
const SEED_OFFSET = 700_000;

/** Applications of nobody at one hall, accepted in the past, so that the desk and `/receipt` have something to show. */
export async function acceptDemoDivorces(
  { divorce, halls }: Services,
  { hall: id, today, calendar, seed }: { hall: string; today: CivilDate; calendar: WorkCalendar; seed: number },
): Promise<number> {
  const hall = await halls.named(id);
  for (const [index, daysAgo] of ACCEPTED_DAYS_AGO.entries()) {
    const day = workdayBefore(addDays(today, -daysAgo), calendar);
    await divorce.acceptance.accept({
      parties: generateCouple({ seed: SEED_OFFSET + seed * 10 + index, on: day }),
      counselling: index === 0 ? 'accepted' : 'declined',
      language: 'zh-CN',
      actor: { id: 'demo', name: 'demo', hall: id },
      now: instantAt(day, '10:00', hall.timeZone),
    });
  }
  return ACCEPTED_DAYS_AGO.length;
}

function workdayBefore(date: CivilDate, calendar: WorkCalendar): CivilDate {
  return calendar.isRestDay(date) ? workdayBefore(addDays(date, -1), calendar) : date;
}
