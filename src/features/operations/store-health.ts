import type { Connection } from 'mongoose';
import { stopwatch } from '../../infrastructure/clock.js';

/** Whether the store answers, and how soon. */
export async function askStore(connection: Connection): Promise<{ isAnswering: boolean; ms: number }> {
  const elapsed = stopwatch();
  try {
    await connection.asPromise();
    await connection.db?.command({ ping: 1 });
    return { isAnswering: connection.db !== undefined, ms: Math.round(elapsed()) };
  } catch {
    return { isAnswering: false, ms: Math.round(elapsed()) };
  }
}
