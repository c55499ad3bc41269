import { IANAZone } from 'luxon';
import type { CivilDate } from './civil-date.js';

/** `HH:MM`, 24 hours, in a hall's own time zone. */
export type ClockTime = string;

/** The one time zone of the law and of everything that belongs to no hall. */
export const BUREAU_ZONE = 'Asia/Shanghai';

const MINUTE_MS = 60_000;
const QUARTER_MS = 15 * MINUTE_MS;
// Since 1973 every zone of the tz database has changed its offset on a quarter of an hour, so a quarter has one offset.
const CACHED_SINCE = Date.UTC(1973, 0, 1);
const CACHED_QUARTERS = 20_000;

const CLOCK_TIME = /^([01]\d|2[0-3]):[0-5]\d$/;

interface ZoneOffsets {
  zone: IANAZone;
  quarters: Map<number, number>;
}

const zones = new Map<string, ZoneOffsets>();

export function isClockTime(value: unknown): value is ClockTime {
  return typeof value === 'string' && CLOCK_TIME.test(value);
}

export function isTimeZone(value: unknown): value is string {
  return typeof value === 'string' && IANAZone.isValidZone(value);
}

/** The day it is in the zone at that instant. */
export function civilDateAt(instant: Date, zone: string): CivilDate {
  return wallClock(instant, zone).slice(0, 10);
}

/** The time of day it is in the zone at that instant. */
export function clockTimeAt(instant: Date, zone: string): ClockTime {
  return wallClock(instant, zone).slice(11, 16);
}

/**
 * The instant at which a wall clock in the zone shows this day and time. A time skipped by daylight saving moves
 * forward by the gap; a time that happens twice means the first.
 */
export function instantAt(date: CivilDate, time: ClockTime, zone: string): Date {
  if (!isClockTime(time)) throw new RangeError(`not a time of day: ${String(time)}`);
  const wall = Date.parse(`${date}T${time}Z`);
  if (Number.isNaN(wall)) throw new RangeError(`not a date: ${date}`);
  const before = offsetMinutes(wall - 24 * 60 * MINUTE_MS, zone);
  const after = offsetMinutes(wall + 24 * 60 * MINUTE_MS, zone);
  const early = wall - before * MINUTE_MS;
  if (before === after || offsetMinutes(early, zone) === before) return new Date(early);
  const late = wall - after * MINUTE_MS;
  return new Date(offsetMinutes(late, zone) === after ? late : early);
}

/** RFC 3339 with the zone's offset, to the second: `2026-08-19T09:00:00+08:00`. */
export function toOffsetIso(instant: Date, zone: string): string {
  const offset = Math.round(offsetMinutes(instant.getTime(), zone));
  const sign = offset < 0 ? '-' : '+';
  const hours = String(Math.floor(Math.abs(offset) / 60)).padStart(2, '0');
  const minutes = String(Math.abs(offset) % 60).padStart(2, '0');
  return `${wallClock(instant, zone).slice(0, 19)}${sign}${hours}:${minutes}`;
}

function wallClock(instant: Date, zone: string): string {
  const milliseconds = instant.getTime();
  return new Date(milliseconds + offsetMinutes(milliseconds, zone) * MINUTE_MS).toISOString();
}

function offsetMinutes(milliseconds: number, name: string): number {
  const { zone, quarters } = offsetsOf(name);
  if (milliseconds < CACHED_SINCE) return zone.offset(milliseconds);
  const quarter = Math.floor(milliseconds / QUARTER_MS);
  const known = quarters.get(quarter);
  if (known !== undefined) return known;
  if (quarters.size >= CACHED_QUARTERS) quarters.clear();
  const offset = zone.offset(milliseconds);
  quarters.set(quarter, offset);
  return offset;
}

function offsetsOf(name: string): ZoneOffsets {
  const known = zones.get(name);
  if (known) return known;
  const zone = IANAZone.create(name);
  if (!zone.isValid) throw new RangeError(`not a time zone: ${name}`);
  const offsets = { zone, quarters: new Map<number, number>() };
  zones.set(name, offsets);
  return offsets;
}
