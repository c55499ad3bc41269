import { DateTime } from 'luxon';
import type { Occasion, PlannedDefinition, SubjectSource } from '../../../../../src/features/notifications/index.js';
import type { Timeline, Version } from './timeline.js';

/** A stretch of time in which a subject owed a message, and the changes that began and ended it. */
export interface Stretch {
  from: Date;
  to: Date;
  /** Orders of what happened: when the change that began it started, and when the one that ended it had been answered. */
  begun: number;
  ended: number;
}

/** One message that a subject owed at some time. */
export interface Expected {
  key: string;
  subject: string;
  kind: string;
  role: string;
  channel: Occasion['recipient']['channel'];
  isDeclinable: boolean;
  dueAt: Date;
  /** Where it may wake somebody; absent for other systems, which do not sleep. */
  zone?: string;
  stretches: Stretch[];
  /** Where it was to go, whose wishes counted and where its subject belonged, from one change to the next. */
  addresses: { from: number; to: number; address: string; person: string; hall: string | undefined }[];
  /** Kinds that make this one superfluous when they have just been sent. */
  coveredBy: ReadonlySet<string>;
  matter?: string;
  line?: Occasion['line'];
}

const FOR_EVER = new Date('2100-01-01');

/**
 * Everything that subjects owed while they were as their timelines say. Which kinds there are and when each is owed is asked of
 * the definitions, so that a new one is covered by itself; what follows from it over time is worked out here anew.
 */
export function expectedMessages(timelines: readonly Timeline[]): Map<string, Expected> {
  const expected = new Map<string, Expected>();
  const definitions = [...new Set(timelines.map(({ source }) => source))].flatMap((source) => source.definitions);
  for (const { source, versions } of timelines)
    for (const [index, version] of versions.entries())
      for (const definition of source.definitions)
        for (const occasion of definition.occasions(version.subject)) {
          const owing = { source, definition, definitions, occasion, subject: version.subject };
          const key = keyOf(owing);
          const message = expected.get(key) ?? firstSeen(key, owing);
          expected.set(key, message);
          const stretch = stretchOf(version, versions[index + 1], occasion.expiresAt);
          addStretch(message.stretches, stretch);
          const { address, personHash, addressHash } = occasion.recipient;
          const span = { from: stretch.begun, to: stretch.ended };
          const hall = source.hallOf(version.subject);
          message.addresses.push({ ...span, address, person: personHash ?? addressHash, hall });
        }
  return expected;
}

interface Owing {
  source: SubjectSource;
  definition: PlannedDefinition;
  /** Of everything that messages are about. */
  definitions: readonly PlannedDefinition[];
  occasion: Occasion;
  subject: unknown;
}

function keyOf({ source, definition, subject, occasion: { recipient, dueAt, occurrence } }: Owing): string {
  const ending = occurrence === undefined ? '' : `#${occurrence}`;
  return [definition.kind, source.idOf(subject), recipient.role, dueAt.toISOString()].join(':') + ending;
}

function firstSeen(key: string, { source, definition, definitions, occasion, subject }: Owing): Expected {
  const { recipient, dueAt, matter, line } = occasion;
  const { kind, urgency } = definition;
  const covering = definitions.filter(({ covers }) => covers?.includes(kind));
  return {
    key,
    subject: source.idOf(subject),
    kind,
    role: recipient.role,
    channel: recipient.channel,
    isDeclinable: urgency === 'reminder',
    dueAt,
    stretches: [],
    addresses: [],
    coveredBy: new Set(covering.map((each) => each.kind)),
    ...(recipient.channel !== 'webhook' && { zone: source.timeZoneOf(subject) }),
    ...(matter !== undefined && { matter }),
    ...(line && { line }),
  };
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

/** Whether a telephone may ring; anything may happen where there is none. */
export function isLoud(at: Date, zone: string | undefined): boolean {
  if (zone === undefined) return true;
  const { hour } = DateTime.fromJSDate(at, { zone });
  return hour >= FIRST_HOUR && hour < LAST_HOUR;
}

/** The first instant from here on at which a telephone may ring. */
export function firstLoud(at: Date, zone: string | undefined): Date {
  if (zone === undefined || isLoud(at, zone)) return at;
  const local = DateTime.fromJSDate(at, { zone });
  const morning = local.set({ hour: FIRST_HOUR, minute: 0, second: 0, millisecond: 0 });
  return (local.hour < FIRST_HOUR ? morning : morning.plus({ days: 1 })).toJSDate();
}

/** Minutes between two instants in which a telephone may ring, at most so many. */
export function loudMinutes(from: Date, to: Date, zone: string | undefined, atMost = Infinity): number {
  if (zone === undefined) return Math.min(atMost, Math.max(0, (to.getTime() - from.getTime()) / MINUTE_MS));
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
