import { expect } from 'chai';
import type { TFunction } from 'i18next';
import type { AppointmentRecord } from '../../../src/features/appointments/index.js';
import { presentConfirmation } from '../../../src/features/manage/confirmation-page.js';
import { managePaths } from '../../../src/features/manage/index.js';

const t = ((key: string) => key) as unknown as TFunction;
const BOOKED = new Date('2026-11-02T01:00:00Z');
const MINUTE_MS = 60_000;

describe('the page of an appointment', () => {
  it('celebrates for a quarter of an hour, and never after a change', () => {
    expect(page({}, at(14)).isFresh).to.equal(true);
    expect(page({}, at(15)).isFresh).to.equal(false);
    expect(page({ sequence: 1 }, at(1)).isFresh).to.equal(false);
    expect(page({ state: 'cancelled' }, at(1)).isFresh).to.equal(false);
  });

  it('shows the pass until the end of the appointment', () => {
    expect(page({}, new Date('2026-11-09T01:29:59Z')).isInForce).to.equal(true);
    expect(page({}, new Date('2026-11-09T01:30:00Z')).isInForce).to.equal(false);
    expect(page({ state: 'checked-in' }, new Date('2026-11-09T04:00:00Z')).isInForce).to.equal(true);
    expect(page({ state: 'cancelled' }, at(1)).isInForce).to.equal(false);
  });

  for (const [state, change, title] of [
    ['cancelled', { state: 'cancelled', history: cancelledBy('couple') }, 'cancelled'],
    [
      'cancelled late',
      { state: 'cancelled', isLateCancellation: true, history: cancelledBy('couple') },
      'cancelledLate',
    ],
    ['called off by the registry', { state: 'cancelled', history: cancelledBy('system') }, 'calledOff'],
    ['checked in', { state: 'checked-in' }, 'checked-in'],
    ['completed', { state: 'completed' }, 'completed'],
    ['missed', { state: 'no-show' }, 'no-show'],
    [
      'sent home for a paper',
      { state: 'not-completed', outcome: { kind: 'incomplete', returnUntil: '2026-11-16' } },
      'mayReturn',
    ],
  ] as const)
    it(`says so when it is ${state}`, () => {
      expect(page(change, at(60)).banner?.title).to.equal(`manage:banner.${title}.title`);
    });

  it('says nothing when all is as booked', () => {
    expect(page({}, at(60)).banner).to.equal(undefined);
  });

  it('offers to move when the day is closed, as far as moving is allowed', () => {
    const closed = { isSlotClosed: true };
    expect(page({}, at(60), closed).banner)
      .to.deep.include({ tone: 'warning' })
      .and.to.have.property('action');
    expect(page({}, at(60), { ...closed, mayReschedule: 'too-late' }).banner).not.to.have.property('action');
  });

  it('tells of a move for a quarter of an hour', () => {
    const history = [
      { action: 'booked', at: BOOKED, actor: 'couple' },
      { action: 'rescheduled', at: at(60), actor: 'couple', from: 'futian/2026-11-09/09:00/marriage/online' },
    ];
    expect(page({ sequence: 1, history }, at(61)).banner?.title).to.equal('manage:banner.moved.title');
    expect(page({ sequence: 1, history }, at(75)).banner).to.equal(undefined);
  });

  it('tells of the photographs once, not for each person', () => {
    const [first] = page({}, at(60)).parties;
    expect(first?.documents.map(({ text }) => text)).to.deep.equal(['card']);
  });
});

function cancelledBy(actor: string): AppointmentRecord['history'] {
  return [
    { action: 'booked', at: BOOKED, actor: 'couple' },
    { action: 'cancelled', at: at(30), actor },
  ];
}

type Options = Partial<Pick<Parameters<typeof presentConfirmation>[0], 'isSlotClosed' | 'mayReschedule'>>;

function page(change: Partial<AppointmentRecord>, now: Date, options: Options = {}) {
  const record = {
    state: 'confirmed',
    sequence: 0,
    createdAt: BOOKED,
    endsAt: new Date('2026-11-09T01:30:00Z'),
    history: [{ action: 'booked', at: BOOKED, actor: 'couple' }],
    ...change,
  } as AppointmentRecord;
  const documents = [
    { code: 'resident-id', text: 'card' },
    { code: 'photos-joint', text: 'photos' },
  ];
  const view = {
    language: 'zh-CN',
    hall: { phone: '0755-1' },
    parties: [{ role: 'male', name: '张*', documents }],
  } as unknown as Parameters<typeof presentConfirmation>[0]['view'];
  const paths = managePaths.of('XY-0000-0000', 'token');
  return presentConfirmation({ record, view, paths, now, mayReschedule: 'yes', isSlotClosed: false, ...options }, t);
}

function at(minutes: number): Date {
  return new Date(BOOKED.getTime() + minutes * MINUTE_MS);
}
