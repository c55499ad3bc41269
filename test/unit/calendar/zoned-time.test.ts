import { expect } from 'chai';
import fc from 'fast-check';
import { DateTime } from 'luxon';
import { civilDateAt, clockTimeAt, instantAt, isTimeZone, toOffsetIso } from '../../../src/features/calendar/index.js';

const ZONES = [
  'Asia/Shanghai',
  'Asia/Urumqi',
  'Asia/Hong_Kong',
  'Europe/Berlin',
  'America/St_Johns',
  'Australia/Lord_Howe',
];
const zones = fc.constantFrom(...ZONES);
const instants = fc.date({ min: new Date('1986-01-01'), max: new Date('2040-01-01'), noInvalidDate: true });

describe('time in a hall’s zone', () => {
  it('shows an instant as the hall’s day, clock and offset', () => {
    const instant = new Date('2026-08-18T16:30:00Z');
    expect(civilDateAt(instant, 'Asia/Shanghai')).to.equal('2026-08-19');
    expect(clockTimeAt(instant, 'Asia/Shanghai')).to.equal('00:30');
    expect(civilDateAt(instant, 'Europe/London')).to.equal('2026-08-18');
    expect(toOffsetIso(new Date('2026-08-19T01:00:00Z'), 'Asia/Shanghai')).to.equal('2026-08-19T09:00:00+08:00');
    expect(toOffsetIso(instant, 'America/St_Johns')).to.equal('2026-08-18T14:00:00-02:30');
    expect(toOffsetIso(new Date('2026-08-19T01:00:00.999Z'), 'UTC')).to.equal('2026-08-19T01:00:00+00:00');
  });

  it('finds the instant of a release at 08:30', () => {
    expect(instantAt('2026-08-04', '08:30', 'Asia/Shanghai').toISOString()).to.equal('2026-08-04T00:30:00.000Z');
  });

  it('remembers that China kept summer time in 1988', () => {
    expect(toOffsetIso(instantAt('1988-07-01', '09:00', 'Asia/Shanghai'), 'Asia/Shanghai')).to.equal(
      '1988-07-01T09:00:00+09:00',
    );
  });

  it('moves a skipped time forward and takes the first of a repeated one', () => {
    expect(toOffsetIso(instantAt('2026-03-29', '02:30', 'Europe/Berlin'), 'Europe/Berlin')).to.equal(
      '2026-03-29T03:30:00+02:00',
    );
    expect(toOffsetIso(instantAt('2026-10-25', '02:30', 'Europe/Berlin'), 'Europe/Berlin')).to.equal(
      '2026-10-25T02:30:00+02:00',
    );
  });

  it('refuses a zone or a time that does not exist', () => {
    expect(isTimeZone('Asia/Shanghai')).to.equal(true);
    expect(isTimeZone('Asia/Nowhere')).to.equal(false);
    expect(() => civilDateAt(new Date(0), 'Asia/Nowhere')).to.throw(RangeError);
    expect(() => instantAt('2026-08-19', '24:00', 'Asia/Shanghai')).to.throw(RangeError);
  });

  it('agrees with luxon about any instant in any zone', () => {
    fc.assert(
      fc.property(instants, zones, (instant, zone) => {
        const expected = DateTime.fromJSDate(instant, { zone }).startOf('second');
        expect(toOffsetIso(instant, zone)).to.equal(expected.toFormat("yyyy-MM-dd'T'HH:mm:ssZZ"));
      }),
      { numRuns: 300 },
    );
  });

  it('comes back to the same minute from any day and clock time', () => {
    fc.assert(
      fc.property(instants, zones, (instant, zone) => {
        const [date, time] = [civilDateAt(instant, zone), clockTimeAt(instant, zone)];
        const back = instantAt(date, time, zone);
        expect([civilDateAt(back, zone), clockTimeAt(back, zone)]).to.deep.equal([date, time]);
      }),
      { numRuns: 300 },
    );
  });
});
