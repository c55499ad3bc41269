import { expect } from 'chai';
import {
  type AvailableDay,
  type AvailableSlot,
  dayInLane,
  type MonthRequest,
  presentMonth,
  presentTimes,
} from '../../../src/features/slots/index.js';

describe('the month of a calendar', () => {
  it('shows its own days only, Monday first', () => {
    const { weeks } = presentMonth(august());
    expect(weeks[0]!.map((day) => day?.day ?? null)).to.deep.equal([null, null, null, null, null, 1, 2]);
    expect(weeks.flat().filter((day) => day !== null)).to.have.length(31);
  });

  it('links the days with a place to take and no other', () => {
    const days = [
      day('2026-08-20', [slot({ state: 'available', free: 7 })]),
      day('2026-08-21', [slot({ state: 'few', free: 1 })]),
      day('2026-08-24', [slot({ state: 'full', free: 0 })]),
      day('2026-08-25', [slot({ state: 'not-yet-released', releaseAt: new Date('2026-08-10T00:30:00Z') })]),
    ];
    const shown = presentMonth(august({ days }))
      .weeks.flat()
      .filter((cell) => cell !== null);
    expect(shown.filter(({ href }) => href).map(({ href }) => href)).to.deep.equal(['#2026-08-20', '#2026-08-21']);
    expect(shown[23]).to.include({ state: 'full' });
    expect(shown[24]).to.include({ state: 'not-yet-released', releaseText: '2026-08-10T00:30:00.000Z' });
    expect(shown[25]).to.include({ state: 'closed' });
  });

  it('turns back no further than this month and ahead two months', () => {
    expect(presentMonth(august())).to.include({ next: '?2026-09' }).and.not.to.have.property('previous');
    expect(presentMonth(august({ month: '2026-10' })))
      .to.include({ previous: '?2026-09' })
      .and.not.to.have.property('next');
  });

  it('marks today, the chosen day and peak days', () => {
    const cells = presentMonth(august({ selected: '2026-08-20' })).weeks.flat();
    expect(cells.find((cell) => cell?.today)?.day).to.equal(4);
    expect(cells.find((cell) => cell?.selected)?.day).to.equal(20);
    expect(cells.find((cell) => cell?.peak)?.day).to.equal(19);
  });
});

describe('a day in one lane', () => {
  const mixed = day('2026-08-20', [
    slot({ lane: 'online', state: 'available', free: 9 }),
    slot({ lane: 'foreign', state: 'full', free: 0 }),
  ]);

  it('has the state and the places of that lane', () => {
    expect(dayInLane(mixed, 'online')).to.deep.equal({ state: 'available', free: 9 });
    expect(dayInLane(mixed, 'foreign')).to.deep.equal({ state: 'full' });
  });

  it('is closed where the lane has no times, never available', () => {
    const onlineOnly = day('2026-08-20', [slot({ lane: 'online', state: 'available', free: 9 })]);
    expect(dayInLane(onlineOnly, 'foreign')).to.deep.equal({ state: 'closed' });
  });
});

describe('the times of a day', () => {
  it('are grouped by half-day, and an empty half is left out', () => {
    const texts = { morning: 'AM', afternoon: 'PM', releaseText: String };
    const both = day('2026-08-20', [slot({ start: '09:00', end: '09:30' }), slot({ start: '14:00', end: '14:30' })]);
    expect(
      presentTimes({ day: both, lane: 'online' }, texts).map(({ title, slots }) => [title, slots[0]?.text]),
    ).to.eql([
      ['AM', '09:00–09:30'],
      ['PM', '14:00–14:30'],
    ]);
    const late = day('2026-08-20', [slot({ start: '14:00' })]);
    expect(presentTimes({ day: late, lane: 'online' }, texts).map(({ title }) => title)).to.eql(['PM']);
  });
});

function august(change: Partial<MonthRequest> = {}): MonthRequest {
  return {
    month: '2026-08',
    days: [],
    lane: 'online',
    today: '2026-08-04',
    labels: () => [],
    isPeak: (date) => date === '2026-08-19',
    dayHref: (date) => `#${date}`,
    monthHref: (month) => `?${month}`,
    releaseText: (instant) => instant.toISOString(),
    ...change,
  };
}

function day(date: string, slots: AvailableSlot[]): AvailableDay {
  return { date, state: slots[0]?.state ?? 'closed', free: 0, slots };
}

function slot(change: Partial<AvailableSlot>): AvailableSlot {
  const startsAt = new Date('2026-08-20T01:00:00Z');
  return { start: '09:00', end: '09:30', startsAt, endsAt: startsAt, lane: 'online', state: 'available', ...change };
}
