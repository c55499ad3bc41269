import { expect } from 'chai';
import fc from 'fast-check';
import {
  addDays,
  addMonths,
  compareDates,
  datesBetween,
  daysBetween,
  isCivilDate,
  monthGrid,
  monthOf,
  weekdayOf,
} from '../../../src/features/calendar/index.js';

const days = fc.integer({ min: -20_000, max: 60_000 });
const dates = days.map((offset) => addDays('2000-01-01', offset));

describe('civil dates', () => {
  it('knows which dates exist', () => {
    for (const date of ['2024-02-29', '2000-02-29', '2026-12-31', '1949-10-01'])
      expect(isCivilDate(date), date).to.equal(true);
    const impossible = [
      '2026-02-29',
      '1900-02-29',
      '2026-02-30',
      '2026-13-01',
      '2026-00-10',
      '2026-1-1',
      '２０２６-01-01',
      '',
    ];
    for (const date of [...impossible, '2026-01-01T00:00:00Z', 20260101, null, undefined]) {
      expect(isCivilDate(date), String(date)).to.equal(false);
    }
  });

  it('counts over leap days and year ends', () => {
    expect(addDays('2024-02-28', 1)).to.equal('2024-02-29');
    expect(addDays('2025-02-28', 1)).to.equal('2025-03-01');
    expect(addDays('2026-01-01', -1)).to.equal('2025-12-31');
    expect(daysBetween('2024-01-01', '2025-01-01')).to.equal(366);
    expect(daysBetween('2026-08-20', '2026-08-19')).to.equal(-1);
    expect(addMonths('2025-12', 2)).to.equal('2026-02');
    expect(addMonths('2026-01', -1)).to.equal('2025-12');
  });

  it('refuses to count from a date that is none', () => {
    expect(() => addDays('soon', 1)).to.throw(RangeError, 'not a date: soon');
  });

  it('knows the weekday, Monday being 1', () => {
    expect(weekdayOf('2026-08-19')).to.equal(3);
    expect(weekdayOf('2026-09-20')).to.equal(7);
    expect(weekdayOf('1949-10-01')).to.equal(6);
  });

  it('lays a month out in whole weeks from Monday to Sunday', () => {
    const august = monthGrid('2026-08');
    expect(august).to.have.length(6);
    expect(august[0]?.[0]).to.equal('2026-07-27');
    expect(august.at(-1)?.at(-1)).to.equal('2026-09-06');
    expect(monthGrid('2027-02')).to.have.length(4);
    expect(datesBetween('2026-08-30', '2026-09-01')).to.deep.equal(['2026-08-30', '2026-08-31', '2026-09-01']);
    expect(datesBetween('2026-09-01', '2026-08-30')).to.deep.equal([]);
  });

  it('goes there and back for any date and distance', () => {
    fc.assert(
      fc.property(dates, fc.integer({ min: -5000, max: 5000 }), (date, distance) => {
        const there = addDays(date, distance);
        expect(isCivilDate(there)).to.equal(true);
        expect(addDays(there, -distance)).to.equal(date);
        expect(daysBetween(date, there)).to.equal(distance);
        expect(compareDates(date, there)).to.equal(Math.sign(-distance) + 0);
      }),
    );
  });

  it('shows every day of any month once, in order', () => {
    fc.assert(
      fc.property(dates, (date) => {
        const shown = monthGrid(monthOf(date)).flat();
        expect(shown).to.include(date);
        expect(shown).to.deep.equal(datesBetween(shown[0] ?? '', shown.at(-1) ?? ''));
        expect(weekdayOf(shown[0] ?? '')).to.equal(1);
      }),
    );
  });
});
