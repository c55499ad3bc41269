import { expect } from 'chai';
import fc from 'fast-check';
import {
  addDays,
  civilDateAt,
  clockTimeAt,
  createWorkCalendar,
  packagedHolidayYears,
} from '../../../src/features/calendar/index.js';
import { DATE_KINDS } from '../../../src/features/divorce/messages/date-kinds.js';
import type { DivorceSubject } from '../../../src/features/divorce/messages/divorce-subject.js';
import { afterQuietHours, QUIET_HOURS } from '../../../src/features/notifications/index.js';
import { definitions, subjectAcceptedOn } from './support/subject.js';

const ZONE = 'Asia/Shanghai';
const [COOLING, OPEN, CLOSING, LAST] = DATE_KINDS;

/** Accepted on; when each of the four is due, on the hall's clock. */
const VECTORS = [
  ['2025-01-02', '2025-02-02 10:00', '2025-02-06 08:30', '2025-02-28 10:00', '2025-03-06 10:00'],
  ['2025-03-06', '2025-04-04 10:00', '2025-04-08 08:30', '2025-04-30 10:00', '2025-05-06 10:00'],
  ['2025-09-02', '2025-10-06 10:00', '2025-10-10 08:30', '2025-11-03 10:00', '2025-11-09 10:00'],
  ['2025-12-31', '2026-01-27 10:00', '2026-02-02 08:30', '2026-02-23 10:00', '2026-03-01 10:00'],
  ['2026-01-16', '2026-02-21 10:00', '2026-02-25 08:30', '2026-03-19 10:00', '2026-03-25 10:00'],
  ['2026-04-01', '2026-05-03 10:00', '2026-05-07 08:30', '2026-05-29 10:00', '2026-06-04 10:00'],
  ['2026-08-19', '2026-09-15 10:00', '2026-09-20 08:30', '2026-10-12 10:00', '2026-10-18 10:00'],
  ['2026-09-01', '2026-10-05 10:00', '2026-10-09 08:30', '2026-11-02 10:00', '2026-11-08 10:00'],
] as const;

describe('when the two are reminded of the dates of the law', () => {
  for (const [acceptedOn, ...expected] of VECTORS)
    it(`is ${expected.join(', ')} when accepted on ${acceptedOn}`, () => {
      expect(duesOf(subjectAcceptedOn(acceptedOn))).to.deep.equal(
        DATE_KINDS.map((kind, index) => `${kind} ${expected[index]}`),
      );
    });

  it('is never before the acceptance nor after the end, in order, by day, whatever the day and the calendar', () => {
    const accepted = fc.integer({ min: 0, max: 900 }).map((days) => addDays('2025-01-01', days));
    const time = fc.constantFrom('08:30', '11:59', '16:59');
    fc.assert(
      fc.property(accepted, time, anyCalendar(), (acceptedOn, at, calendar) => {
        const subject = subjectAcceptedOn(acceptedOn, { time: at, calendar });
        const occasions = occasionsOf(subject);
        const dues = occasions.map(({ dueAt }) => dueAt);
        expect(dues).to.deep.equal([...dues].sort((one, other) => one.getTime() - other.getTime()));
        for (const { dueAt, expiresAt } of occasions) {
          expect(dueAt).to.be.above(subject.record.createdAt);
          expect(expiresAt).to.be.above(dueAt).and.most(subject.closings.issueEnd);
          expect(clockTimeAt(dueAt, ZONE) >= QUIET_HOURS.to && clockTimeAt(dueAt, ZONE) < QUIET_HOURS.from).to.equal(
            true,
          );
          expect(afterQuietHours(dueAt, ZONE)).to.equal(dueAt);
          expect(civilDateAt(dueAt, ZONE) < subject.record.dates.issueEnd).to.equal(true);
        }
      }),
    );
  });

  it('is never once the application has ended', () => {
    for (const state of ['withdrawn', 'issued', 'refused', 'lapsed'] as const)
      expect(duesOf(subjectAcceptedOn('2026-08-19', { record: { state } }))).to.deep.equal([]);
  });

  it('leaves the end of the window to the appointment of those who have one', () => {
    const kinds = kindsOf(subjectAcceptedOn('2026-08-19', { hasVisit: true }));
    expect(kinds).to.deep.equal([COOLING, OPEN]);
  });

  it('moves with the dates, and says nothing of one that the news of it has overtaken', () => {
    const subject = subjectAcceptedOn('2026-08-19');
    const dates = { ...subject.record.dates, issueEnd: '2026-10-21' };
    const told = { action: 'dates-recomputed' as const, at: new Date('2026-09-20T00:30:00Z'), actor: 'system' };
    const history = [...subject.record.history, told];
    expect(duesOf(subjectAcceptedOn('2026-08-19', { record: { dates, history } }))).to.deep.equal([
      `${CLOSING} 2026-10-14 10:00`,
      `${LAST} 2026-10-20 10:00`,
    ]);
  });

  it('does not begin again when messages to one of them are stopped', () => {
    const subject = subjectAcceptedOn('2026-08-19');
    const stopped = { action: 'messages-stopped' as const, at: new Date('2026-09-30T02:00:00Z'), actor: 'staff:r1' };
    const { parties, receiptNumber } = subject.personal;
    const changed = subjectAcceptedOn('2026-08-19', {
      record: { history: [...subject.record.history, stopped] },
      personal: { receiptNumber, parties: parties.map((party, index) => ({ ...party, isUnsafe: index === 1 })) },
    });
    expect(duesOf(changed)).to.deep.equal(duesOf(subject));
    const safety = definitions.flatMap((each) => each.occasions(changed)).map(({ recipient }) => recipient);
    expect(safety.every(({ role, isUnsafe }) => isUnsafe === (role === 'party-1'))).to.equal(true);
  });
});

/** Each due time once for the two of them. */
function duesOf(subject: DivorceSubject): string[] {
  return ofDates().flatMap((definition) => {
    const dues = definition
      .occasions(subject)
      .map(({ dueAt }) => `${definition.kind} ${civilDateAt(dueAt, ZONE)} ${clockTimeAt(dueAt, ZONE)}`);
    expect(dues.length % 2).to.equal(0);
    return [...new Set(dues)];
  });
}

function occasionsOf(subject: DivorceSubject) {
  return ofDates().flatMap((definition) => definition.occasions(subject));
}

function kindsOf(subject: DivorceSubject): string[] {
  return ofDates().flatMap((definition) => (definition.occasions(subject).length > 0 ? definition.kind : []));
}

function ofDates() {
  return definitions.filter(({ kind }) => DATE_KINDS.includes(kind));
}

/** The packaged years, with rest days and workdays thrown in anywhere. */
function anyCalendar() {
  const days = fc.uniqueArray(
    fc.integer({ min: 0, max: 1100 }).map((offset) => addDays('2025-01-01', offset)),
    { maxLength: 40 },
  );
  return fc.tuple(days, days).map(([rest, work]) => {
    const named = (dates: string[], year: number) =>
      dates.filter((date) => date.startsWith(String(year))).map((date) => ({ date, name: '测试' }));
    const years = packagedHolidayYears().map((known) => {
      const holidays = [...known.holidays, ...named(rest, known.year)];
      const taken = new Set(holidays.map(({ date }) => date));
      const workdays = [...known.workdays, ...named(work, known.year)].filter(({ date }) => !taken.has(date));
      return { ...known, holidays, workdays };
    });
    return createWorkCalendar(years);
  });
}
