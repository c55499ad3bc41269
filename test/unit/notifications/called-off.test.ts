import { expect } from 'chai';
import { LETTER_ROLE } from '../../../src/features/appointments/index.js';
import { owedBy } from '../../../src/features/notifications/index.js';
import { appointment, appointmentKinds, type Wish } from './support/appointments.js';

const CLOSED = { action: 'time-closed', at: '2026-11-05T09:00:00+08:00', actor: 'staff:man-1' };
const ENDED = '2026-11-09T17:00:00+08:00';

describe('what a couple is told whose appointment is cancelled', () => {
  const source = appointmentKinds();

  const wish = (actor: string, change: Partial<Wish> = {}): Wish => ({
    date: '2026-11-09',
    start: '09:00',
    bookedAt: '2026-10-26T09:00:00+08:00',
    then: [CLOSED, { action: 'cancelled', at: ENDED, actor }],
    state: 'cancelled',
    email: 'li@example.com',
    ...change,
  });
  const owed = (about: Wish) => owedBy(source, appointment(about));
  const told = (about: Wish) =>
    owed(about).map(({ definition, occasion }) => `${definition.kind} ${occasion.recipient.channel}`);

  it('is that the registry called it off, by phone and by letter, when it was not the couple’s own step', () => {
    for (const actor of ['system', 'staff:man-1'])
      expect(told(wish(actor)), actor).to.deep.equal(['appointment-called-off sms', 'appointment-called-off email']);
  });

  it('is that it is cancelled when they did it themselves', () => {
    expect(told(wish('couple'))).to.deep.equal(['appointment-cancelled sms', 'appointment-cancelled email']);
  });

  it('is due at once and of use for three days', () => {
    for (const { occasion } of owed(wish('system'))) {
      expect(occasion.dueAt).to.deep.equal(new Date(ENDED));
      expect(occasion.expiresAt).to.deep.equal(new Date('2026-11-12T17:00:00+08:00'));
    }
  });

  it('stays the news whatever is changed about whom to tell', () => {
    const then = [...(wish('system').then ?? []), { action: 'contact-changed', at: '2026-11-09T18:00:00+08:00' }];
    expect(told(wish('system', { then }))).to.deep.equal([
      'appointment-called-off sms',
      'appointment-called-off email',
    ]);
  });

  for (const [actor, kind] of [
    ['couple', 'appointment-cancelled'],
    ['system', 'appointment-called-off'],
    ['staff:man-1', 'appointment-called-off'],
  ] as const)
    it(`withdraws the calendar entry that was mailed, under its UID and a higher SEQUENCE: ${kind} by ${actor}`, () => {
      const booked = letter({ ...wish(actor), then: [], state: 'confirmed' }, 'appointment-confirmed');
      const ended = letter(wish(actor, { as: { sequence: 1 } }), kind);
      expect([booked?.calendar?.method, ended?.calendar?.method]).to.deep.equal(['REQUEST', 'CANCEL']);
      expect(lineOf(ended?.calendar?.content, 'METHOD')).to.equal('CANCEL');
      expect(lineOf(ended?.calendar?.content, 'STATUS')).to.equal('CANCELLED');
      expect(lineOf(ended?.calendar?.content, 'UID')).to.equal(lineOf(booked?.calendar?.content, 'UID'));
      expect(lineOf(booked?.calendar?.content, 'SEQUENCE')).to.equal('0');
      expect(lineOf(ended?.calendar?.content, 'SEQUENCE')).to.equal('1');
    });

  it('withdraws nothing while the time is closed and the appointment stands', () => {
    const closed = letter({ ...wish('couple'), then: [CLOSED], state: 'confirmed' }, 'day-closed');
    expect(closed?.subject).to.include('时段停办');
    expect(closed).not.to.have.property('calendar');
  });

  it('says sorry, that it does not count, and where to book and to ask, in either tone and language', () => {
    const definition = source.definitions.find(({ kind }) => kind === 'appointment-called-off');
    const { texts, urgency } = definition ?? fail();
    expect(urgency).to.equal('news');
    expect(Object.keys(texts.tones)).to.deep.equal(['warm', 'neutral']);
    for (const words of Object.values(texts.tones)) {
      expect(words['zh-CN']).to.match(/抱歉.*不计爽约.*重新预约：\{\{link\}\}.*\{\{phone\}\}/);
      expect(words.en).to.match(/sorry.*not count as missed.*book again: \{\{link\}\}.*\{\{phone\}\}/);
    }
  });

  function letter(about: Wish, kind: string) {
    const subject = appointment(about);
    const one = owedBy(source, subject).find(
      ({ definition, occasion }) => definition.kind === kind && occasion.recipient.role === LETTER_ROLE,
    );
    const { definition, occasion } = one ?? fail();
    return definition.mail?.(subject, occasion, 'zh-CN');
  }
});

function lineOf(calendar: string | undefined, property: string): string | undefined {
  return new RegExp(`^${property}:(.*)\\r$`, 'm').exec(calendar ?? '')?.[1];
}

function fail(): never {
  throw new Error('nothing of the kind is owed');
}
