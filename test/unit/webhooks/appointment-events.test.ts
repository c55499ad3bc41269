import { expect } from 'chai';
import type { AppointmentRecord, AppointmentSubject } from '../../../src/features/appointments/index.js';
import type { KnownEndpoint } from '../../../src/features/webhooks/endpoints/endpoint-directory.js';
import { appointmentEventKinds } from '../../../src/features/webhooks/events/appointment-events.js';
import { EVENT_TYPES } from '../../../src/features/webhooks/events/event-catalogue.js';
import { KeyedHash } from '../../../src/infrastructure/field-cipher.js';
import { testHall } from '../../support/halls.js';

const hash = new KeyedHash(Buffer.alloc(32, 1));
const at = (minute: number) => new Date(Date.UTC(2026, 10, 2, 1, minute));
const FIRST = 'futian/2026-11-09/09:00/marriage/online';
const SECOND = 'nanshan/2026-11-10/14:00/marriage/online';

const BOOKED = { action: 'booked', at: at(0), actor: 'couple', to: FIRST };
const RESCHEDULED = { action: 'rescheduled', at: at(10), actor: 'couple', from: FIRST, to: SECOND };
const by = (action: string, minute: number) => ({ action, at: at(minute), actor: 'staff:1' });

function subjectWith(...history: AppointmentRecord['history']): AppointmentSubject {
  const record = {
    ...{ _id: 'a1', reference: 'XY-7K3M-9Q2P', hall: 'nanshan', business: 'marriage', lane: 'online' },
    ...{ date: '2026-11-10', start: '14:00', end: '14:30', slot: SECOND, history },
  } as AppointmentRecord;
  return { record, hall: testHall(), contact: { contactPhone: '13800138000' } };
}

function endpoint(from: Partial<Record<string, Date>>, more: Partial<KnownEndpoint> = {}): KnownEndpoint {
  return { id: 'e1', isPaused: false, from: new Map(Object.entries(from) as [string, Date][]), ...more };
}

const everything = (more: Partial<KnownEndpoint> = {}) =>
  endpoint(Object.fromEntries(EVENT_TYPES.map((type) => [type, at(0)])), more);

function eventsFor(subject: AppointmentSubject, ...endpoints: KnownEndpoint[]) {
  const kinds = appointmentEventKinds({ current: () => endpoints, isPaused: () => false }, hash);
  return kinds
    .flatMap((kind) => kind.occasions(subject).map((occasion) => ({ kind, occasion })))
    .sort((a, b) => (a.occasion.line?.position ?? 0) - (b.occasion.line?.position ?? 0))
    .map(({ kind, occasion }) => ({ occasion, event: kind.event?.(subject, occasion) }));
}

const typesFor = (subject: AppointmentSubject, ...endpoints: KnownEndpoint[]) =>
  eventsFor(subject, ...endpoints).map(({ event }) => event?.['type']);
const dataOf = (subject: AppointmentSubject) =>
  eventsFor(subject, everything()).map(({ event }) => event?.['data'] as Record<string, unknown>);

describe('the events of an appointment', () => {
  it('are one for each step that concerns others, in one line of their endpoint', () => {
    const subject = subjectWith(BOOKED, by('contact-changed', 5), RESCHEDULED, by('checked-in', 20));
    const events = eventsFor(subject, everything());
    expect(events.map(({ event }) => event?.['type'])).to.deep.equal([
      'appointment.booked',
      'appointment.rescheduled',
      'appointment.checked-in',
    ]);
    expect(events.map(({ occasion: { line, dueAt } }) => ({ line, dueAt }))).to.deep.equal([
      { line: { name: 'e1:a1', position: 0 }, dueAt: at(0) },
      { line: { name: 'e1:a1', position: 2 }, dueAt: at(10) },
      { line: { name: 'e1:a1', position: 3 }, dueAt: at(20) },
    ]);
  });

  it('say where the appointment was then, and in which state, whatever has happened since', () => {
    const [booked, rescheduled] = dataOf(subjectWith(BOOKED, RESCHEDULED, by('cancelled', 30)));
    expect(booked).to.deep.equal({
      ...{ reference: 'XY-7K3M-9Q2P', hall: 'futian', business: 'marriage', lane: 'online' },
      ...{ date: '2026-11-09', start: '09:00', timeZone: 'Asia/Shanghai', state: 'confirmed', sequence: 0 },
    });
    expect(rescheduled).to.deep.equal({
      ...{ reference: 'XY-7K3M-9Q2P', hall: 'nanshan', business: 'marriage', lane: 'online' },
      ...{ date: '2026-11-10', start: '14:00', end: '14:30', timeZone: 'Asia/Shanghai' },
      ...{ state: 'confirmed', sequence: 1 },
    });
  });

  it('follow every step forward and back', () => {
    const steps = [
      'checked-in',
      'incomplete',
      'checked-in',
      'completed',
      'undone',
      'not-completed',
      'undone',
      'undone',
    ];
    const data = dataOf(subjectWith({ ...BOOKED, to: SECOND }, ...steps.map((action, index) => by(action, index + 1))));
    expect(data.map(({ state }) => state)).to.deep.equal([
      ...['confirmed', 'checked-in', 'not-completed', 'checked-in', 'completed', 'checked-in', 'not-completed'],
      ...['checked-in', 'confirmed'],
    ]);
    expect(data.flatMap(({ outcome }) => outcome ?? [])).to.deep.equal(['incomplete', 'refused']);
  });

  it('are owed from the instant each type was asked for', () => {
    const subject = subjectWith(BOOKED, RESCHEDULED, by('cancelled', 30));
    const asked = endpoint({ 'appointment.booked': at(1), 'appointment.rescheduled': at(10) });
    expect(typesFor(subject, asked)).to.deep.equal(['appointment.rescheduled']);
  });

  it('concern the hall that is left as well as the one that is reached', () => {
    const subject = subjectWith(BOOKED, RESCHEDULED, by('cancelled', 30));
    expect(typesFor(subject, everything({ hall: 'futian' }))).to.deep.equal([
      'appointment.booked',
      'appointment.rescheduled',
    ]);
    expect(typesFor(subject, everything({ hall: 'nanshan' }))).to.deep.equal([
      'appointment.rescheduled',
      'appointment.cancelled',
    ]);
  });

  it('cost nothing where nobody asks', () => {
    expect(typesFor(subjectWith(BOOKED))).to.deep.equal([]);
  });

  it('wait while their endpoint is paused', () => {
    const isPaused = (id: string) => id === 'e1';
    const [kind] = appointmentEventKinds({ current: () => [everything()], isPaused }, hash);
    const [occasion] = kind?.occasions(subjectWith(BOOKED)) ?? [];
    expect(occasion && kind?.isHeld?.(occasion)).to.equal(true);
  });
});
