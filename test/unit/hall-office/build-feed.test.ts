import { join } from 'node:path';
import { expect } from 'chai';
import fc from 'fast-check';
import { addDays, createWorkCalendar } from '../../../src/features/calendar/index.js';
import { buildFeed } from '../../../src/features/hall-office/feeds/build-feed.js';
import { hallDayEntries } from '../../../src/features/hall-office/feeds/hall-days.js';
import type { Closure, Hall } from '../../../src/features/halls/index.js';
import { createI18n } from '../../../src/infrastructure/i18n.js';
import type { Language } from '../../../src/infrastructure/language.js';
import { testHall } from '../../support/halls.js';
import { faultsInCalendar } from '../../support/rfc5545.js';

const NOW = new Date('2026-11-06T02:00:00Z');
const MONDAY = '2026-11-09';
const reason = { 'zh-CN': '检修', en: 'Repairs' };

describe('buildFeed', () => {
  const i18n = createI18n(join(process.cwd(), 'locales'));

  it('has the hours of an open day in the zone of the hall, with those booked in them only', () => {
    const text = feed({});
    expect(events(text)).to.have.length(4);
    expect(text).to.contain('DTSTART;TZID=Asia/Shanghai:20261109T090000').and.to.contain('BEGIN:VTIMEZONE');
    expect(text).to.contain('SUMMARY:Open · 3/8 booked').and.to.contain('SUMMARY:Open · 0/8 booked');
    expect(text).to.contain('DESCRIPTION:09:00 3/8 booked');
  });

  it('keeps an event’s id however often it is made, so that a calendar changes it in place', () => {
    expect(ids(feed({}))).to.deep.equal(ids(feed({ now: new Date('2026-11-07T02:00:00Z') })));
  });

  it('repeats hours that are closed on several days, and cuts them out of the open ones', () => {
    const text = feed({
      closures: [{ from: MONDAY, to: addDays(MONDAY, 1), hours: { from: '14:00', to: '17:00' }, reason }],
    });
    expect(text)
      .to.contain('SUMMARY:Closed: Repairs')
      .and.to.match(/RRULE:FREQ=DAILY;UNTIL=20261110T060000Z/);
    expect(events(text)).to.have.length(3);
  });

  it('says which windows are out of service and leaves the hall open', () => {
    const windows = { business: 'marriage', count: 1 } as const;
    const text = feed({ closures: [{ from: MONDAY, to: MONDAY, windows, reason }] });
    expect(text).to.contain('1 windows out of service · Repairs');
    expect(events(text)).to.have.length(5);
  });

  it('is valid in both languages and every zone, whatever halls and closures are called', () => {
    const nasty = fc.string({
      unit: fc.constantFrom(...'喜约👨‍👩‍👧"\\,;:\r\n\t\u0000\u001b\u2028\ud800 =%a'),
      maxLength: 120,
    });
    const words = fc.record({ 'zh-CN': nasty, en: nasty });
    const closures = fc.array(
      fc
        .record({
          reason: words,
          days: fc.integer({ min: 0, max: 3 }),
          hours: fc.option(fc.constant({ from: '14:00', to: '17:00' }), { nil: undefined }),
        })
        .map(({ reason: given, days, hours }) => ({
          from: MONDAY,
          to: addDays(MONDAY, days),
          reason: given,
          ...(hours && { hours }),
        })),
      { maxLength: 1 },
    );
    fc.assert(
      fc.property(
        words,
        closures,
        fc.constantFrom('zh-CN', 'en'),
        fc.constantFrom('Asia/Shanghai', 'Asia/Urumqi'),
        (name, given, language, timeZone) => {
          const hall = testHall({ name, timeZone, closures: given });
          expect(faultsInCalendar(written(hall, { language }))).to.deep.equal([]);
        },
      ),
      { numRuns: 200 },
    );
  });

  it('is valid with nothing in it, too', () => {
    const text = buildFeed([], { hall: testHall(), language: 'en', now: NOW });
    expect(faultsInCalendar(text)).to.deep.equal([]);
    expect(events(text)).to.have.length(0);
  });

  function feed({ closures = [], now = NOW }: { closures?: Closure[]; now?: Date }): string {
    const text = written(testHall({ closures }), { now });
    expect(faultsInCalendar(text)).to.deep.equal([]);
    return text.replaceAll('\r\n ', '');
  }

  function written(hall: Hall, { language = 'en', now = NOW }: { language?: Language; now?: Date }): string {
    const use = (booked: number) => ({ capacity: 8, booked, walkIns: 0, arrived: 0, noShows: 0 });
    const day = (date: string) => ({
      date,
      total: use(3),
      slots: new Map([
        ['09:00', use(3)],
        ['14:00', use(0)],
      ]),
    });
    const days = [day(MONDAY), day(addDays(MONDAY, 1))];
    const t = i18n.fixedT(language);
    const entries = hallDayEntries({ hall, days, calendar: createWorkCalendar([]), language, t });
    return buildFeed(entries, { hall, language, now });
  }

  function events(text: string): string[] {
    return text.match(/BEGIN:VEVENT/g) ?? [];
  }

  function ids(text: string): string[] {
    return text.match(/UID:\S+/g) ?? [];
  }
});
