import { expect } from 'chai';
import { createWorkCalendar, instantAt } from '../../../src/features/calendar/index.js';
import { nearestPlaces, parsePlace, placeValue } from '../../../src/features/hall-office/nearest-places.js';
import { planSlots, slotIdOf } from '../../../src/features/slots/index.js';
import { testHall } from '../../support/halls.js';

const DAY = '2026-11-09';
const NOW = new Date('2026-11-02T01:00:00Z');
const calendar = createWorkCalendar([]);

describe('nearestPlaces', () => {
  const places = (free: Record<string, number>) =>
    planSlots(testHall(), DAY, calendar).map((slot) => ({
      slot,
      free: slot.business === 'marriage' && slot.lane === 'online' ? (free[slot.start] ?? 0) : 9,
    }));
  const couple = (reference: string, start: string) => ({
    reference,
    business: 'marriage' as const,
    lane: 'online' as const,
    startsAt: instantAt(DAY, start, 'Asia/Shanghai'),
    slot: slotIdOf({ hall: 'futian', date: DAY, start, business: 'marriage', lane: 'online' }),
  });

  it('offers three times of the same business and lane, the nearest first', () => {
    const near = nearestPlaces([couple('A', '14:00')], places({ '09:00': 1, '11:30': 1, '15:00': 1, '16:00': 1 }), NOW);
    expect(near.get('A')?.map(({ start }) => start)).to.deep.equal(['15:00', '16:00', '11:30']);
  });

  it('does not promise the same last place to two couples', () => {
    const near = nearestPlaces([couple('A', '14:00'), couple('B', '14:30')], places({ '15:00': 1, '16:00': 2 }), NOW);
    expect(near.get('A')?.[0]?.start).to.equal('15:00');
    expect(near.get('B')?.map(({ start }) => start)).to.deep.equal(['16:00']);
  });

  it('offers nothing that has begun, that is not released, or that they have already', () => {
    const all = places({ '14:00': 3 });
    expect(nearestPlaces([couple('A', '14:00')], all, NOW).get('A')).to.deep.equal([]);
    expect(nearestPlaces([couple('A', '09:00')], all, new Date('2026-10-01T00:00:00Z')).get('A')).to.deep.equal([]);
    expect(nearestPlaces([couple('A', '09:00')], all, new Date('2026-11-09T08:00:00Z')).get('A')).to.deep.equal([]);
  });

  it('travels through a form as one value', () => {
    expect(parsePlace(placeValue({ date: DAY, start: '09:00' }))).to.deep.equal({ date: DAY, start: '09:00' });
    expect(parsePlace('tomorrow')).to.equal(undefined);
  });
});
