import type { Connection, mongo } from 'mongoose';
import { type Clock, systemClock } from '../../../infrastructure/clock.js';

/** What Agenda has in mind for a job. */
export interface Schedule {
  nextRunAt?: Date;
  /** Since when a worker holds it; a worker that died holds it until the lock runs out. */
  lockedAt?: Date;
  isDisabled: boolean;
}

interface AgendaJob {
  _id: mongo.ObjectId;
  name: string;
  /** `single` is the recurring one; whatever somebody starts by hand stands beside it. */
  type: 'normal' | 'single';
  nextRunAt?: Date | null;
  lockedAt?: Date | null;
  disabled?: boolean;
}

/**
 * Reads Agenda's own documents, never writes them. Agenda goes by the machine's clock; where the product's has been moved, its
 * instants are moved along.
 */
export class Schedules {
  constructor(private readonly deps: { connection: Connection; clock: Clock; machine?: Clock }) {}

  async of(names: readonly string[]): Promise<Map<string, Schedule>> {
    const { connection, clock, machine = systemClock } = this.deps;
    const aheadMs = clock.now().getTime() - machine.now().getTime();
    const moved = (at: Date) => new Date(at.getTime() + aheadMs);
    const found = await connection
      .collection<AgendaJob>('agendaJobs')
      .find({ name: { $in: [...names] } }, { projection: { name: 1, type: 1, nextRunAt: 1, lockedAt: 1, disabled: 1 } })
      .toArray();
    const schedules = new Map<string, Schedule>();
    for (const { name, type, nextRunAt, lockedAt, disabled } of found) {
      const known = schedules.get(name);
      const isRecurring = type === 'single';
      schedules.set(name, {
        ...known,
        isDisabled: isRecurring ? disabled === true : (known?.isDisabled ?? false),
        ...(isRecurring && nextRunAt && { nextRunAt: moved(nextRunAt) }),
        ...(lockedAt && { lockedAt: moved(lockedAt) }),
      });
    }
    return schedules;
  }
}
