import type { PersonReadRecord } from './person-read.model.js';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

export const ANOMALIES = ['many-records', 'odd-hours', 'same-person', 'own-name'] as const;
export type AnomalyKind = (typeof ANOMALIES)[number];

/** From where on looks stand out; below lies what the work at a window explains. */
export const WATCHED = { recordsAnHour: 30, casesAWeek: 4 };

export type WatchedRead = Pick<
  PersonReadRecord,
  '_id' | 'case' | 'at' | 'staff' | 'staffName' | 'hall' | 'subject' | 'people' | 'isOwnName'
>;

export interface Anomaly {
  /** The same whenever it is found. */
  key: string;
  kind: AnomalyKind;
  staff: string;
  staffName: string;
  hall: string;
  at: Date;
  /** Records within the hour, cases within the week, looks of the day. */
  count: number;
  subject?: string;
}

/**
 * What an auditor should look at: somebody who reads many records within an hour, reads while the hall is shut, comes back to the
 * same person, or looks at somebody of their own name.
 */
export function anomaliesIn(
  reads: readonly WatchedRead[],
  { isOpenAt, watched = WATCHED }: { isOpenAt: (hall: string, at: Date) => boolean; watched?: typeof WATCHED },
): Anomaly[] {
  return [...groupBy(reads, ({ staff }) => staff).values()].flatMap((own) => {
    const sorted = [...own].sort((a, b) => a.at.getTime() - b.at.getTime());
    return [
      ...manyRecords(sorted, watched.recordsAnHour),
      ...oddHours(sorted, isOpenAt),
      ...samePerson(sorted, watched.casesAWeek),
      ...sorted.filter(({ isOwnName }) => isOwnName).map((read) => anomaly('own-name', read, read._id, 1)),
    ];
  });
}

function manyRecords(sorted: readonly WatchedRead[], most: number): Anomaly[] {
  const found = new Map<string, Anomaly>();
  let first = 0;
  for (const [index, read] of sorted.entries()) {
    while ((sorted[first]?.at.getTime() ?? 0) <= read.at.getTime() - HOUR_MS) first += 1;
    const count = new Set(sorted.slice(first, index + 1).map(({ subject }) => subject)).size;
    const hour = String(Math.floor(read.at.getTime() / HOUR_MS));
    if (count > most && count > (found.get(hour)?.count ?? 0))
      found.set(hour, anomaly('many-records', read, hour, count));
  }
  return [...found.values()].map(({ subject: _, ...rest }) => rest);
}

function oddHours(sorted: readonly WatchedRead[], isOpenAt: (hall: string, at: Date) => boolean): Anomaly[] {
  const odd = sorted.filter(({ hall, at }) => !isOpenAt(hall, at));
  return [...groupBy(odd, ({ at }) => String(Math.floor(at.getTime() / DAY_MS)))].flatMap(([day, looks]) => {
    const [read] = looks;
    return read ? [anomaly('odd-hours', read, day, looks.length)] : [];
  });
}

/** Going on with one case is work; opening it anew and anew is not. */
function samePerson(sorted: readonly WatchedRead[], most: number): Anomaly[] {
  const byPerson = groupBy(
    sorted.flatMap((read) => read.people.map((person) => ({ person, read }))),
    ({ person }) => person,
  );
  return [...byPerson].flatMap(([person, looks]) => {
    const last = looks.at(-1)?.read;
    if (!last) return [];
    const recent = looks.filter(({ read }) => read.at.getTime() > last.at.getTime() - 7 * DAY_MS);
    const count = new Set(recent.map(({ read }) => read.case)).size;
    const week = String(Math.floor(last.at.getTime() / (7 * DAY_MS)));
    return count > most ? [anomaly('same-person', last, `${person}:${week}`, count)] : [];
  });
}

function anomaly(kind: AnomalyKind, read: WatchedRead, which: string, count: number): Anomaly {
  const { staff, staffName, hall, at, subject } = read;
  return { key: `${kind}:${staff}:${which}`, kind, staff, staffName, hall, at, count, subject };
}

function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), item]);
  return groups;
}
