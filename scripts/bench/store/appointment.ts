import { randomBytes } from 'node:crypto';
import type { IndexDescription } from 'mongodb';

/** A document like an appointment of the product; of the same number, the same reference. */
export function appointment(n: number) {
  return {
    reference: `XY${n}`,
    activeKeys: [randomBytes(16).toString('base64'), randomBytes(16).toString('base64')],
    hall: `hall-${n % 500}`,
    date: `2026-0${1 + (n % 9)}-1${n % 10}`,
    start: '09:00',
    state: 'confirmed',
    parties: [
      { role: 'male', name: 'sealed', document: { type: 'resident-id', sealed: randomBytes(48).toString('base64') } },
      { role: 'female', name: 'sealed', document: { type: 'resident-id', sealed: randomBytes(48).toString('base64') } },
    ],
    createdAt: new Date(Date.UTC(2026, 0, 1) + n),
  };
}

export type Appointment = ReturnType<typeof appointment>;

export const appointmentIndexes: IndexDescription[] = [
  { key: { reference: 1 }, unique: true },
  { key: { activeKeys: 1 }, unique: true, partialFilterExpression: { activeKeys: { $exists: true } } },
  { key: { hall: 1, date: 1, start: 1 } },
  { key: { state: 1, date: 1 } },
  { key: { createdAt: -1 } },
];
