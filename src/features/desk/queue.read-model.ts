import { civilDateAt } from '../calendar/index.js';
import type { BusinessFamily } from '../eligibility/index.js';
import type { Hall } from '../halls/index.js';
import { expectedWait, minutesPerCouple } from './expected-wait.js';
import { countBookedSinceWalkIn, queueOrder } from './queue-order.js';
import type { TicketModel, TicketRecord } from './ticket.model.js';
import { plannedMinutes, windowsOf } from './windows.js';

const DAY_MS = 86_400_000;
const DAYS_BEFORE = 7;
const MOST_MEASURED = 200;

export interface Line {
  ordered: TicketRecord[];
  /** Minutes until each of them is called, in the same order. */
  waits: number[];
}

/** Where everybody stands in line, and how long that will take. */
export class Queue {
  constructor(private readonly tickets: TicketModel) {}

  async today(hall: Hall, now: Date): Promise<TicketRecord[]> {
    return this.tickets.find({ hall: hall.id, date: civilDateAt(now, hall.timeZone) }).lean();
  }

  async line({ hall, family, now }: { hall: Hall; family: BusinessFamily; now: Date }): Promise<Line> {
    const all = await this.today(hall, now);
    return this.lineOf({ hall, family, now, tickets: all });
  }

  /** The line of one family among a day's tickets. */
  async lineOf({
    hall,
    family,
    now,
    tickets,
  }: {
    hall: Hall;
    family: BusinessFamily;
    now: Date;
    tickets: readonly TicketRecord[];
  }): Promise<Line> {
    const own = tickets.filter((ticket) => ticket.family === family);
    const ordered = queueOrder(
      own.filter(({ state }) => state === 'waiting'),
      countBookedSinceWalkIn(callsOf(own)),
    );
    const busy = own.filter(({ activeWindow }) => activeWindow !== undefined).length;
    const windows = windowsOf(hall).filter((window) => window.family === family).length;
    const minutes = minutesPerCouple({
      today: serviceTimes(own),
      before: await this.serviceTimesBefore({ hall, family, now }),
      planned: plannedMinutes(hall, family),
    });
    return { ordered, waits: ordered.map((_, ahead) => expectedWait({ ahead, busy, windows, minutes })) };
  }

  private async serviceTimesBefore({ hall, family, now }: { hall: Hall; family: BusinessFamily; now: Date }) {
    const today = civilDateAt(now, hall.timeZone);
    const since = civilDateAt(new Date(now.getTime() - DAYS_BEFORE * DAY_MS), hall.timeZone);
    const found = await this.tickets
      .find({ hall: hall.id, date: { $gte: since, $lt: today }, family, state: 'done' }, { servingAt: 1, doneAt: 1 })
      .limit(MOST_MEASURED)
      .lean();
    return serviceTimes(found);
  }
}

/** Those already called today, in the order of their first call. */
function callsOf(tickets: readonly TicketRecord[]): TicketRecord[] {
  return tickets
    .filter(({ firstCalledAt }) => firstCalledAt !== undefined)
    .sort((a, b) => (a.firstCalledAt?.getTime() ?? 0) - (b.firstCalledAt?.getTime() ?? 0));
}

function serviceTimes(tickets: readonly Pick<TicketRecord, 'servingAt' | 'doneAt'>[]): number[] {
  return tickets.flatMap(({ servingAt, doneAt }) =>
    servingAt && doneAt ? [doneAt.getTime() - servingAt.getTime()] : [],
  );
}
