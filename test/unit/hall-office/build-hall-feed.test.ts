import { join } from 'node:path';
import { expect } from 'chai';
import { addDays, createWorkCalendar } from '../../../src/features/calendar/index.js';
import { buildHallFeed } from '../../../src/features/hall-office/feeds/build-hall-feed.js';
import type { Closure } from '../../../src/features/halls/index.js';
import { createI18n } from '../../../src/infrastructure/i18n.js';
import { testHall } from '../../support/halls.js';

const NOW = new Date('2026-11-06T02:00:00Z');
const MONDAY = '2026-11-09';
const reason = { 'zh-CN': '检修', en: 'Repairs' };

describe('buildHallFeed', () => {
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

  function feed({ closures = [], now = NOW }: { closures?: Closure[]; now?: Date }): string {
    const use = (booked: number) => ({ capacity: 8, booked, walkIns: 0, arrived: 0, noShows: 0 });
    const day = (date: string) => ({
      date,
      total: use(3),
      slots: new Map([
        ['09:00', use(3)],
        ['14:00', use(0)],
      ]),
    });
    return buildHallFeed({
      hall: testHall({ closures }),
      days: [day(MONDAY), day(addDays(MONDAY, 1))],
      calendar: createWorkCalendar([]),
      t: i18n.fixedT('en'),
      language: 'en',
      now,
    }).replaceAll('\r\n ', '');
  }

  function events(text: string): string[] {
    return text.match(/BEGIN:VEVENT/g) ?? [];
  }

  function ids(text: string): string[] {
    return text.match(/UID:\S+/g) ?? [];
  }
});
