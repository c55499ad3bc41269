import { DateTime } from 'luxon';
import type { AppointmentSource } from '../../../../../src/features/appointments/index.js';
import type { Timeline, Version } from './appointment-steps.js';

/** A stretch of time in which an appointment owed a message, and the changes that began and ended it. */
export interface Stretch {
  from: Date;
  to: Date;
  /** Orders of what happened: when the change that began it started, and when the one that ended it had been answered. */
  begun: number;
  ended: number;
}

/** One message that an appointment owed at some time. */
export interface Expected {
  key: string;
  couple: string;
  kind: string;
  role: string;
  dueAt: Date;
  zone: string;
  stretches: Stretch[];
  /** Where it was to go, and whose appointment it was about, from one change to the next. */
  addresses: { from: number; to: number; address: string; hall: string }[];
  /** Kinds that make this one superfluous when they have just been sent. */
  coveredBy: ReadonlySet<string>;
}

const FOR_EVER = new Date('2100-01-01');

/**
 * Everything that appointments owed while they were as their timelines say. Which kinds there are and when each is owed is asked of
 * the definitions, so that a new one is covered by itself; what follows from it over time is worked out here anew.
 */
export function expectedMessages(
  { definitions }: Pick<AppointmentSource, 'definitions'>,
  timelines: ReadonlyMap<string, Timeline>,
): Map<string, Expected> {
  const expected = new Map<string, Expected>();
  for (const [couple, timeline] of timelines)
    for (const [index, version] of timeline.entries())
      for (const definition of definitions)
        for (const { recipient, dueAt, expiresAt, occurrence } of definition.occasions(version.subject)) {
          const { kind } = definition;
          const ending = occurrence === undefined ? '' : `#${occurrence}`;
          const key = [kind, couple, recipient.role, dueAt.toISOString()].join(':') + ending;
          const coveredBy = new Set(
            definitions.filter(({ covers }) => covers?.includes(kind)).map((each) => each.kind),
          );
          const zone = version.subject.hall.timeZone;
          const message = expected.get(key) ?? {
            key,
            couple,
            kind,
            role: recipient.role,
            dueAt,
            zone,
            stretches: [],
            addresses: [],
            coveredBy,
          };
          expected.set(key, message);
          const stretch = stretchOf(version, timeline[index + 1], expiresAt);
          addStretch(message.stretches, stretch);
          const { address } = recipient;
          message.addresses.push({ from: stretch.begun, to: stretch.ended, address, hall: version.subject.hall.id });
        }
  return expected;
}

function stretchOf({ at, begun }: Version, next: Version | undefined, expiresAt = FOR_EVER): Stretch {
  const end = next?.at ?? FOR_EVER;
  return { from: at, to: expiresAt < end ? expiresAt : end, begun, ended: next?.answered ?? Infinity };
}

/** A change that leaves a message owed does not end its stretch. */
function addStretch(stretches: Stretch[], next: Stretch): void {
  const last = stretches.at(-1);
  if (last?.to.getTime() === next.from.getTime()) Object.assign(last, { to: next.to, ended: next.ended });
  else stretches.push(next);
}

const MINUTE_MS = 60_000;
const FIRST_HOUR = 8;
const LAST_HOUR = 21;

/** Whether a telephone may ring. */
export function isLoud(at: Date, zone: string): boolean {
  const { hour } = DateTime.fromJSDate(at, { zone });
  return hour >= FIRST_HOUR && hour < LAST_HOUR;
}

/** The first instant from here on at which a telephone may ring. */
export function firstLoud(at: Date, zone: string): Date {
  if (isLoud(at, zone)) return at;
  const local = DateTime.fromJSDate(at, { zone });
  const morning = local.set({ hour: FIRST_HOUR, minute: 0, second: 0, millisecond: 0 });
  return (local.hour < FIRST_HOUR ? morning : morning.plus({ days: 1 })).toJSDate();
}

/** Minutes between two instants in which a telephone may ring, at most so many. */
export function loudMinutes(from: Date, to: Date, zone: string, atMost = Infinity): number {
  let minutes = 0;
  for (let at = firstLoud(from, zone); at < to && minutes < atMost;) {
    const local = DateTime.fromJSDate(at, { zone });
    const evening = local.set({ hour: LAST_HOUR, minute: 0, second: 0, millisecond: 0 }).toJSDate();
    const end = evening < to ? evening : to;
    minutes += (end.getTime() - at.getTime()) / MINUTE_MS;
    at = firstLoud(evening, zone);
  }
  return minutes;
}
