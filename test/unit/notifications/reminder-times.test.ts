import { expect } from 'chai';
import { DateTime } from 'luxon';
import { owedBy } from '../../../src/features/notifications/index.js';
import { appointment, appointmentKinds, type Wish } from './support/appointments.js';

const LONG_BEFORE = '2026-01-05T09:00:00+08:00';
const NAMES: Record<string, string> = {
  'appointment-in-three-days': '3',
  'appointment-tomorrow': '1',
  'appointment-today': '0',
};

describe('what a couple is reminded of, and when', () => {
  const source = appointmentKinds();

  /** `3 2026-11-06 10:00`: which reminder, by the clock of the hall. */
  function reminders(wish: Wish): string[] {
    return owedBy(source, appointment(wish))
      .filter(({ definition }) => definition.kind in NAMES)
      .map(({ definition, occasion: { dueAt } }) => {
        const local = DateTime.fromJSDate(dueAt, { zone: wish.zone ?? 'Asia/Shanghai' });
        return `${NAMES[definition.kind]} ${local.toFormat('yyyy-MM-dd HH:mm')}`;
      });
  }

  /** Every message that is owed, by name. */
  const kinds = (wish: Wish) => owedBy(source, appointment(wish)).map(({ definition }) => definition.kind);

  it('three days before at ten, the evening before at six, and three hours before but not before eight', () => {
    const on = (date: string, start: string) => reminders({ date, start, bookedAt: LONG_BEFORE });
    expect(on('2026-11-09', '09:00')).to.deep.equal(['3 2026-11-06 10:00', '1 2026-11-08 18:00', '0 2026-11-09 08:00']);
    expect(on('2026-11-09', '11:00')).to.deep.equal(['3 2026-11-06 10:00', '1 2026-11-08 18:00', '0 2026-11-09 08:00']);
    expect(on('2026-11-09', '11:30')).to.deep.equal(['3 2026-11-06 10:00', '1 2026-11-08 18:00', '0 2026-11-09 08:30']);
    expect(on('2026-11-09', '16:30')).to.deep.equal(['3 2026-11-06 10:00', '1 2026-11-08 18:00', '0 2026-11-09 13:30']);
  });

  it('across the ends of months, years and February', () => {
    const on = (date: string) => reminders({ date, start: '14:00', bookedAt: LONG_BEFORE });
    expect(on('2026-12-01')).to.deep.equal(['3 2026-11-28 10:00', '1 2026-11-30 18:00', '0 2026-12-01 11:00']);
    expect(on('2027-01-01')).to.deep.equal(['3 2026-12-29 10:00', '1 2026-12-31 18:00', '0 2027-01-01 11:00']);
    expect(on('2028-03-01')).to.deep.equal(['3 2028-02-27 10:00', '1 2028-02-29 18:00', '0 2028-03-01 11:00']);
    expect(on('2027-03-01')).to.deep.equal(['3 2027-02-26 10:00', '1 2027-02-28 18:00', '0 2027-03-01 11:00']);
    expect(on('2028-02-29')).to.deep.equal(['3 2028-02-26 10:00', '1 2028-02-28 18:00', '0 2028-02-29 11:00']);
  });

  it('by the clock of the hall, also where it is not Beijing’s and where it changes', () => {
    const wish = { start: '09:00', bookedAt: LONG_BEFORE };
    const [first] = owedBy(source, appointment({ ...wish, date: '2026-11-09', zone: 'Asia/Urumqi' })).filter(
      ({ definition }) => definition.kind === 'appointment-in-three-days',
    );
    expect(first?.occasion.dueAt.toISOString()).to.equal('2026-11-06T04:00:00.000Z');
    const berlin = { ...wish, zone: 'Europe/Berlin' };
    expect(reminders({ ...berlin, date: '2026-10-26' })).to.deep.equal([
      '3 2026-10-23 10:00',
      '1 2026-10-25 18:00',
      '0 2026-10-26 08:00',
    ]);
    expect(reminders({ ...berlin, date: '2026-03-30' })).to.deep.equal([
      '3 2026-03-27 10:00',
      '1 2026-03-29 18:00',
      '0 2026-03-30 08:00',
    ]);
  });

  it('of nothing that would have gone before the time was given', () => {
    const at = (bookedAt: string) => reminders({ date: '2026-11-09', start: '09:00', bookedAt });
    expect(at('2026-11-06T09:59:59+08:00')).to.have.length(3);
    expect(at('2026-11-06T10:00:00+08:00')).to.deep.equal(['1 2026-11-08 18:00', '0 2026-11-09 08:00']);
    expect(at('2026-11-08T18:00:00+08:00')).to.deep.equal(['0 2026-11-09 08:00']);
    expect(at('2026-11-09T08:00:00+08:00')).to.deep.equal([]);
  });

  it('of the new time after it was changed, counted from that change', () => {
    const changed = (action: string, at: string) =>
      reminders({ date: '2026-11-09', start: '09:00', bookedAt: LONG_BEFORE, then: [{ action, at }] });
    for (const action of ['rescheduled', 'moved', 'time-reopened'])
      expect(changed(action, '2026-11-07T12:00:00+08:00'), action).to.deep.equal([
        '1 2026-11-08 18:00',
        '0 2026-11-09 08:00',
      ]);
    for (const action of ['contact-changed', 'email-changed', 'email-removed'])
      expect(changed(action, '2026-11-07T12:00:00+08:00'), action).to.have.length(3);
  });

  it('of nothing while the hall has closed the time, and of nothing that is over', () => {
    const wish = { date: '2026-11-09', start: '09:00', bookedAt: LONG_BEFORE };
    const closed = { ...wish, then: [{ action: 'time-closed', at: '2026-10-01T09:00:00+08:00', actor: 'staff:1' }] };
    expect(kinds(closed)).to.deep.equal(['day-closed']);
    const cancelled = { ...wish, then: [{ action: 'cancelled', at: '2026-10-01T09:00:00+08:00' }] };
    expect(kinds({ ...cancelled, state: 'cancelled' })).to.deep.equal(['appointment-cancelled']);
    const came = { ...wish, then: [{ action: 'checked-in', at: '2026-11-09T08:50:00+08:00', actor: 'staff:1' }] };
    expect(kinds({ ...came, state: 'checked-in' })).to.deep.equal([]);
  });

  it('by telephone and, where they left an address, by letter', () => {
    const wish = { date: '2026-11-09', start: '09:00', bookedAt: LONG_BEFORE };
    const roles = (email?: string) =>
      owedBy(source, appointment({ ...wish, ...(email !== undefined && { email }) }))
        .filter(({ definition }) => definition.kind === 'appointment-tomorrow')
        .map(({ occasion: { recipient } }) => `${recipient.role} ${recipient.channel} ${recipient.address}`);
    expect(roles()).to.deep.equal(['contact sms +8613900000001']);
    expect(roles('x@y.example')).to.deep.equal(['contact sms +8613900000001', 'contact-mail email x@y.example']);
  });

  it('until the next one, or the appointment itself, has overtaken it', () => {
    const owed = owedBy(source, appointment({ date: '2026-11-09', start: '09:00', bookedAt: LONG_BEFORE }));
    const ends = owed
      .filter(({ definition }) => definition.kind in NAMES)
      .map(({ definition, occasion }) => `${NAMES[definition.kind]} ${occasion.expiresAt?.toISOString()}`);
    expect(ends).to.deep.equal([
      '3 2026-11-08T10:00:00.000Z',
      '1 2026-11-08T16:00:00.000Z',
      '0 2026-11-09T01:00:00.000Z',
    ]);
  });
});
