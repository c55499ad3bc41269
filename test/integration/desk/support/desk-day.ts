import type { Actor } from '../../../../src/audit/index.js';
import type { TicketRecord } from '../../../../src/features/desk/index.js';
import type { Bureau } from '../../../support/bureau.js';
import { MONDAY_MORNING } from '../../../support/bureau.js';
import { type GeneratedPerson, generateCouple } from '../../../support/people.js';

/** The day on which the desks of the tests work. */
export const DAY = '2026-11-09';
export const DESK: Actor = { id: 'desk-1', name: '前台', hall: 'futian' };

export const at = (time: string) => new Date(`${DAY}T${time}:00+08:00`);

export function numbersOf(seed: number): string[] {
  return generateCouple({ seed }).map(({ document }) => document.number);
}

/** Books a couple a week before and leaves the clock on the day. */
export async function booked(bureau: Bureau, seed: number, start = '09:00'): Promise<string> {
  const now = bureau.clock.now();
  bureau.setTime(MONDAY_MORNING);
  const { reference } = await bureau.bookCouple(seed, { start });
  bureau.setTime(now);
  return reference;
}

/** A couple that has checked in and has its number. */
export async function arrived(bureau: Bureau, seed: number, start = '09:00'): Promise<TicketRecord> {
  const reference = await booked(bureau, seed, start);
  const { arrivals } = bureau.services.desk;
  const record = await arrivals.lookUp(reference, 'futian');
  const proof = { numbers: numbersOf(seed) };
  const now = bureau.clock.now();
  return (await arrivals.checkIn({ record, proof, isGreen: false, actor: DESK, now })).ticket;
}

export function asParty({ role, name, document, phone, household, soldier }: GeneratedPerson) {
  return { role, name, document, phone, ...(household && { household }), ...(soldier && { soldier }) };
}

/** A couple that comes without an appointment. */
export async function walkedIn(
  bureau: Bureau,
  seed: number,
  more: { isGreen?: boolean; overbooking?: { reason: string } } = {},
) {
  const couple = generateCouple({ seed });
  const { desk, halls, clock } = bureau.services;
  return desk.arrivals.walkIn({
    hall: await halls.named('futian'),
    business: 'marriage',
    parties: couple.map(asParty),
    contactPhone: couple[0].phone,
    isGreen: false,
    consentVersion: 'test',
    language: 'zh-CN',
    requestId: `walk-in-${seed}`,
    actor: DESK,
    now: clock.now(),
    ...more,
  });
}
