import { expect } from 'chai';
import { DateTime } from 'luxon';
import { afterQuietHours } from '../../../src/features/notifications/index.js';

const ZONES = ['Asia/Shanghai', 'Asia/Urumqi', 'Europe/Berlin', 'America/St_Johns'];
const MINUTE_MS = 60_000;

describe('quiet hours', () => {
  const moved = (at: string, zone: string) =>
    DateTime.fromJSDate(afterQuietHours(new Date(at), zone), { zone }).toISO();

  it('begin at 21:00 and end at 08:00 by the clock of the hall', () => {
    const vectors: [at: string, zone: string, goes: string][] = [
      ['2026-11-09T20:59:59+08:00', 'Asia/Shanghai', '2026-11-09T20:59:59.000+08:00'],
      ['2026-11-09T21:00:00+08:00', 'Asia/Shanghai', '2026-11-10T08:00:00.000+08:00'],
      ['2026-11-09T23:59:59+08:00', 'Asia/Shanghai', '2026-11-10T08:00:00.000+08:00'],
      ['2026-11-10T00:00:00+08:00', 'Asia/Shanghai', '2026-11-10T08:00:00.000+08:00'],
      ['2026-11-10T07:59:59+08:00', 'Asia/Shanghai', '2026-11-10T08:00:00.000+08:00'],
      ['2026-11-10T08:00:00+08:00', 'Asia/Shanghai', '2026-11-10T08:00:00.000+08:00'],
      ['2026-12-31T22:00:00+08:00', 'Asia/Shanghai', '2027-01-01T08:00:00.000+08:00'],
      ['2028-02-28T22:00:00+08:00', 'Asia/Shanghai', '2028-02-29T08:00:00.000+08:00'],
    ];
    for (const [at, zone, goes] of vectors) expect(moved(at, zone), at).to.equal(goes);
  });

  it('follow Ürümqi two hours behind Beijing', () => {
    expect(moved('2026-11-09T22:30:00+08:00', 'Asia/Urumqi')).to.equal('2026-11-09T20:30:00.000+06:00');
    expect(moved('2026-11-10T08:30:00+08:00', 'Asia/Urumqi')).to.equal('2026-11-10T08:00:00.000+06:00');
  });

  it('end at eight also in the nights in which clocks change', () => {
    expect(moved('2026-03-28T22:00:00+01:00', 'Europe/Berlin')).to.equal('2026-03-29T08:00:00.000+02:00');
    expect(moved('2026-10-24T22:00:00+02:00', 'Europe/Berlin')).to.equal('2026-10-25T08:00:00.000+01:00');
    expect(moved('2026-10-25T02:30:00+01:00', 'Europe/Berlin')).to.equal('2026-10-25T08:00:00.000+01:00');
  });

  it('move nothing backwards, nothing twice, and everything into the day', () => {
    for (const zone of ZONES)
      for (let step = 0; step < 4000; step += 1) {
        const at = new Date(Date.UTC(2026, 0, 1) + step * 137 * MINUTE_MS);
        const goes = afterQuietHours(at, zone);
        const { hour } = DateTime.fromJSDate(goes, { zone });
        expect(hour, `${at.toISOString()} in ${zone}`).to.be.within(8, 20);
        expect(goes.getTime() - at.getTime()).to.be.within(0, 12 * 60 * MINUTE_MS);
        expect(afterQuietHours(goes, zone)).to.deep.equal(goes);
      }
  });
});
