import { expect } from 'chai';
import fc from 'fast-check';
import {
  buildCalendar,
  buildInvitation,
  type ConfirmationView,
  type Translate,
} from '../../../src/features/confirmation/index.js';
import { faultsInCalendar } from '../../support/rfc5545.js';
import { confirmationView, translate } from './support/confirmation-views.js';
import { only, readCalendar } from './support/read-calendar.js';

const EVENT = 'VCALENDAR/VEVENT';
const HALL = confirmationView().hall;
const BUSINESSES = [
  'marriage',
  'divorce-application',
  'divorce-issue',
  'reissue-marriage',
  'reissue-divorce',
  'counselling',
] as const;

describe('buildInvitation', () => {
  it('invites the couple’s address from the sender’s, as accepted and with no answer asked for', () => {
    const { method, content } = invitation();
    const lines = readCalendar(content);
    expect([method, only(lines, 'VCALENDAR', 'METHOD').value]).to.deep.equal(['REQUEST', 'REQUEST']);
    expect(only(lines, EVENT, 'ORGANIZER').value).to.equal('mailto:reminders@bureau.example');
    const { value, parameters } = only(lines, EVENT, 'ATTENDEE');
    expect(value).to.equal('MAILTO:couple+us@example.com');
    expect([parameters.get('PARTSTAT'), parameters.get('RSVP'), parameters.has('CN')]).to.deep.equal([
      ['ACCEPTED'],
      ['FALSE'],
      false,
    ]);
  });

  it('is the same entry as the one that can be fetched, through a move and a cancellation', () => {
    const moved = { start: new Date('2026-08-20T10:00:00+08:00'), end: new Date('2026-08-20T10:30:00+08:00') };
    const stages = [{}, { ...moved, sequence: 1 }, { ...moved, sequence: 2, state: 'cancelled' as const }];
    const namesOf = (content: string) => {
      const lines = readCalendar(content);
      return ['UID', 'SEQUENCE', 'DTSTART', 'SUMMARY'].map((name) => only(lines, EVENT, name).value);
    };
    for (const stage of stages)
      expect(namesOf(invitation(stage).content)).to.deep.equal(
        namesOf(buildCalendar(confirmationView(stage), translate())),
      );
    expect(stages.map((stage) => invitation(stage).method)).to.deep.equal(['REQUEST', 'REQUEST', 'CANCEL']);
  });

  it('writes an address with marks of its own so that it is read as the same', () => {
    const { content } = invitation({}, "o'neil+a/b;c=d&e%f@example.com");
    const value = only(readCalendar(content), EVENT, 'ATTENDEE').value;
    expect(decodeURIComponent(value)).to.equal("MAILTO:o'neil+a/b;c=d&e%f@example.com");
  });

  for (const language of ['zh-CN', 'en'] as const)
    for (const business of BUSINESSES)
      it(`is valid for ${business} in ${language}, as is the calendar, in every zone and state`, () => {
        for (const timeZone of ['Asia/Shanghai', 'Asia/Urumqi', 'Asia/Hong_Kong', 'UTC'])
          for (const state of ['confirmed', 'cancelled', 'checked-in', 'completed', 'no-show'] as const) {
            const view = confirmationView({ business, language, state, sequence: 3, hall: { ...HALL, timeZone } });
            expectValid(view, translate(language));
          }
      });

  it('is valid whatever a hall is called, wherever it lies and however it is reached', () => {
    const nasty = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 200 }),
      fc.string({
        unit: fc.constantFrom(...'喜约𬌗👨‍👩‍👧é\u0301"\\,;:^|\r\n\t\u0000\u001b\u007f\u2028\ufeff=%  '),
        maxLength: 200,
      }),
    );
    const place = fc.option(
      fc.record({
        latitude: fc.double({ min: -90, max: 90, noNaN: true }).map((value) => Math.round(value * 1e5) / 1e5),
        longitude: fc.double({ min: -180, max: 180, noNaN: true }).map((value) => Math.round(value * 1e5) / 1e5),
      }),
      { nil: undefined },
    );
    const name = nasty.map((text) => `登${text}`);
    const hall = fc.record({ name, address: nasty, phone: nasty, transport: nasty, location: place });
    fc.assert(
      fc.property(hall, fc.emailAddress(), ({ location, ...texts }, attendee) => {
        const { location: _, ...known } = HALL;
        const view = confirmationView({ hall: { ...known, ...texts, ...(location && { location }) } });
        expectValid(view, translate(), attendee);
      }),
      { numRuns: 300 },
    );
  });

  function invitation(changes: Partial<ConfirmationView> = {}, attendee = 'couple+us@example.com') {
    return buildInvitation(confirmationView(changes), {
      attendee,
      organizer: 'reminders@bureau.example',
      t: translate(),
    });
  }

  function expectValid(view: ConfirmationView, t: Translate, attendee = 'couple@example.com'): void {
    const { content } = buildInvitation(view, { attendee, organizer: 'reminders@bureau.example', t });
    expect([...faultsInCalendar(buildCalendar(view, t)), ...faultsInCalendar(content)]).to.deep.equal([]);
  }
});
