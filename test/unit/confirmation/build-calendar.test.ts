import { expect } from 'chai';
import fc from 'fast-check';

import {
  buildCalendar,
  type ConfirmationBusiness,
  type ConfirmationView,
} from '../../../src/features/confirmation/index.js';
import { faultsInCalendar } from '../../support/rfc5545.js';
import { confirmationView, translate } from './support/confirmation-views.js';
import { only, readCalendar, textOf, type CalendarLine } from './support/read-calendar.js';

const HALF_HOUR_MS = 1_800_000;
const EVENT = 'VCALENDAR/VEVENT';
const HALL = confirmationView().hall;

function calendar(changes: Partial<ConfirmationView> = {}): CalendarLine[] {
  const view = confirmationView(changes);
  return readCalendar(buildCalendar(view, translate(view.language)));
}

describe('buildCalendar', () => {
  it('publishes one event in the hall’s zone, with the zone’s definition beside it', () => {
    const lines = calendar();
    expect(only(lines, 'VCALENDAR', 'METHOD').value).to.equal('PUBLISH');
    expect(zoned(lines, 'DTSTART')).to.deep.equal(['Asia/Shanghai', '20260819T090000']);
    expect(zoned(lines, 'DTEND')).to.deep.equal(['Asia/Shanghai', '20260819T093000']);
    expect(only(lines, 'VCALENDAR/VTIMEZONE', 'TZID').value).to.equal('Asia/Shanghai');
    expect(only(lines, 'VCALENDAR/VTIMEZONE/STANDARD', 'TZOFFSETTO').value).to.equal('+0800');
    expect(only(lines, EVENT, 'STATUS').value).to.equal('CONFIRMED');
    expect(only(lines, EVENT, 'GEO').value).to.equal('22.7204;114.2477');
  });

  it('keeps the clock of a hall in Ürümqi', () => {
    const lines = calendar({ hall: { ...HALL, timeZone: 'Asia/Urumqi' } });
    expect(zoned(lines, 'DTSTART')).to.deep.equal(['Asia/Urumqi', '20260819T070000']);
    expect(only(lines, 'VCALENDAR/VTIMEZONE/STANDARD', 'TZOFFSETTO').value).to.equal('+0600');
  });

  it('describes the changes of clocks where a hall has them', () => {
    for (const timeZone of ['Europe/Berlin', 'America/St_Johns', 'Australia/Lord_Howe', 'Africa/Casablanca'])
      fc.assert(
        fc.property(
          fc.date({ min: new Date('2024-01-01'), max: new Date('2032-12-31'), noInvalidDate: true }),
          (at) => {
            const start = new Date(Math.floor(at.getTime() / HALF_HOUR_MS) * HALF_HOUR_MS);
            const end = new Date(start.getTime() + HALF_HOUR_MS);
            const view = confirmationView({ hall: { ...HALL, timeZone }, start, end });
            expect(faultsInCalendar(buildCalendar(view, translate()))).to.deep.equal([]);
          },
        ),
        { seed: 20_261_126, numRuns: 40 },
      );
  });

  for (const [timeZone, day, offsets] of [
    ['Asia/Almaty', '2023-06-01', ['+0600', '+0500']],
    ['Asia/Almaty', '2024-01-15', ['+0600', '+0500']],
    ['Asia/Almaty', '2024-06-03', ['+0600', '+0500']],
    ['America/Sao_Paulo', '2020-06-01', ['-0200', '-0300']],
    ['Australia/Sydney', '2026-01-05', ['+1100', '+1000', '+1100', '+1000', '+1100', '+1000', '+1100']],
  ] as const)
    it(`says what clocks show before the first change that it describes: ${timeZone} ${day}`, () => {
      const start = new Date(`${day}T04:00:00Z`);
      const end = new Date(start.getTime() + HALF_HOUR_MS);
      const lines = calendar({ hall: { ...HALL, timeZone }, start, end });
      const shown = lines.filter(({ path, name }) => path.includes('VTIMEZONE') && name === 'TZOFFSETTO');
      expect(shown.map(({ value }) => value)).to.deep.equal(offsets);
    });

  it('refuses a zone that nobody knows', () => {
    expect(() => calendar({ hall: { ...HALL, timeZone: 'Asia/Nowhere' } })).to.throw(RangeError, 'Asia/Nowhere');
  });

  it('writes its stamps in UTC, from the change it tells of', () => {
    const lines = calendar();
    expect(only(lines, EVENT, 'DTSTAMP').value).to.equal('20260805T022000Z');
    expect(only(lines, EVENT, 'LAST-MODIFIED').value).to.equal('20260805T022000Z');
  });

  it('rings one day and two hours before', () => {
    const triggers = calendar().filter(({ name }) => name === 'TRIGGER');
    expect(triggers.map(({ value }) => value)).to.deep.equal(['-P1D', '-PT2H']);
  });

  it('keeps its UID and raises SEQUENCE through a move and a cancellation', () => {
    const moved = { start: new Date('2026-08-20T10:00:00+08:00'), end: new Date('2026-08-20T10:30:00+08:00') };
    const stages = [
      calendar(),
      calendar({ ...moved, sequence: 1 }),
      calendar({ ...moved, sequence: 2, state: 'cancelled' }),
    ];
    expect(new Set(stages.map((lines) => only(lines, EVENT, 'UID').value))).to.have.property('size', 1);
    expect(stages.map((lines) => only(lines, EVENT, 'SEQUENCE').value)).to.deep.equal(['0', '1', '2']);
  });

  it('withdraws a cancelled appointment: METHOD:CANCEL, STATUS:CANCELLED, an organizer, no alarm', () => {
    const lines = calendar({ state: 'cancelled', sequence: 1 });
    expect(only(lines, 'VCALENDAR', 'METHOD').value).to.equal('CANCEL');
    expect(only(lines, EVENT, 'STATUS').value).to.equal('CANCELLED');
    expect(only(lines, EVENT, 'ORGANIZER').value).to.match(/^mailto:/i);
    expect(lines.some(({ path }) => path.endsWith('VALARM'))).to.equal(false);
  });

  for (const language of ['zh-CN', 'en'] as const) {
    for (const business of [
      'divorce-application',
      'divorce-issue',
      'reissue-divorce',
      'counselling',
    ] satisfies ConfirmationBusiness[]) {
      it(`says nothing of ${business} to whoever sees the calendar (${language})`, () => {
        const view = confirmationView({ business, language, hall: { ...HALL, name: '民政服务中心' } });
        expect(buildCalendar(view, translate(language))).not.to.match(/离婚|辅导|divorce|counsel|marriage/i);
      });
    }
  }

  it('brings hostile and rare text through escaping and folding unharmed', () => {
    const name = `登记处$&;a,b\\n"引号" 𬌗㛃 ${'很长的名字'.repeat(30)}`;
    const transport = '第一行\r\nATTACH:http://evil.example/\r\n第三行';
    const lines = calendar({ hall: { ...HALL, name, transport } });
    expect(textOf(lines, 'LOCATION')).to.equal(`${name}\n${HALL.address}`);
    expect(textOf(lines, 'SUMMARY')).to.equal(`结婚登记 · ${name}`);
    expect(textOf(lines, 'DESCRIPTION')).to.include('\nATTACH:http://evil.example/\n');
  });

  it('names no person', () => {
    const view = confirmationView();
    const text = buildCalendar(view, translate());
    for (const { name, document } of view.parties)
      expect(text).not.to.include(name).and.not.to.include(document.number);
  });

  function zoned(lines: readonly CalendarLine[], name: string): (string | undefined)[] {
    const { parameters, value } = only(lines, EVENT, name);
    return [parameters.get('TZID')?.[0], value];
  }
});
