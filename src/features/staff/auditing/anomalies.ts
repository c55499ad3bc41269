import { DateTime } from 'luxon';

/** So many records a day are more than the work at a window explains. */
const MANY_RECORDS = 60;
const OFFICE_HOURS = { from: 7, to: 20 };

export interface Reading {
  actor: string;
  subject: string;
  at: Date;
}

export interface Anomaly {
  kind: 'many-records' | 'odd-hours';
  actor: string;
  day: string;
  count: number;
}

/** What an auditor should look at first: somebody who read many people's records on one day, or any at night. */
export function findAnomalies(readings: readonly Reading[], zone: string): Anomaly[] {
  const groups = new Map<string, { actor: string; day: string; subjects: Set<string>; late: number }>();
  for (const { actor, subject, at } of readings) {
    const local = DateTime.fromJSDate(at).setZone(zone);
    const day = local.toISODate() ?? '';
    const group = groups.get(`${actor} ${day}`) ?? { actor, day, subjects: new Set(), late: 0 };
    group.subjects.add(subject);
    if (local.hour < OFFICE_HOURS.from || local.hour >= OFFICE_HOURS.to) group.late += 1;
    groups.set(`${actor} ${day}`, group);
  }
  return [...groups.values()].flatMap(({ actor, day, subjects, late }): Anomaly[] => [
    ...(subjects.size > MANY_RECORDS ? [{ kind: 'many-records', actor, day, count: subjects.size } as const] : []),
    ...(late > 0 ? [{ kind: 'odd-hours', actor, day, count: late } as const] : []),
  ]);
}
