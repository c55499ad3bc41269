import type { Hall } from '../../../../src/features/halls/index.js';
import type { Bureau } from '../../../support/bureau.js';
import { testHall } from '../../../support/halls.js';
import { generateCouple, type GeneratedCouple } from '../../../support/people.js';

/** Accepted then, the dates are those of the law's table: cooling off until 2026-09-18, issue from 09-20 to 10-19. */
export const ACCEPTED_AT = '2026-08-19T10:00:00+08:00';
export const IN_WINDOW = '2026-09-21T10:00:00+08:00';

export const REGISTRAR = { id: 'r1', name: '登记员甲', hall: 'futian' };

/** A hall that accepts applications and issues certificates. */
export function divorceHall(overrides: Partial<Hall> = {}): Hall {
  const hall = testHall();
  const second = { business: 'divorce-issue' as const, windows: 1, slotMinutes: 60, minutesPerCouple: 30 };
  return { ...hall, services: [...hall.services, { ...second, lanes: [{ lane: 'online', share: 1 }] }], ...overrides };
}

/** Accepts a walk-in couple at the clock's time. */
export async function acceptCouple(
  bureau: Bureau,
  seed: number,
  overrides: { couple?: GeneratedCouple; unsafe?: (0 | 1)[] } = {},
) {
  const couple = overrides.couple ?? generateCouple({ seed });
  const record = await bureau.services.divorce.acceptance.accept({
    parties: couple,
    counselling: 'declined',
    ...(overrides.unsafe && { unsafe: overrides.unsafe }),
    language: 'zh-CN',
    actor: REGISTRAR,
    now: bureau.clock.now(),
  });
  const { receiptNumber } = bureau.services.divorce.cases.personalOf(record);
  return { id: record._id, record, couple, receiptNumber };
}

/** The code of the refusal that a promise ends in; `done` when there is none. */
export async function outcomeOf(work: Promise<unknown>): Promise<string> {
  try {
    await work;
    return 'done';
  } catch (error) {
    return (error as { code?: string }).code ?? String(error);
  }
}
