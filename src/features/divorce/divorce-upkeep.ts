import { addDays, type CivilDate, civilDateAt } from '../calendar/index.js';
import type { Hall, HallDirectory } from '../halls/index.js';
import type { Consequences } from './consequences.js';
import type {
  DivorceApplicationModel,
  DivorceApplicationRecord,
  DivorceHistoryItem,
} from './divorce-application.model.js';
import { CLOSING_SOON_DAYS } from './divorce-deadlines.js';
import type { LegalCalendar } from './legal-calendar.js';
import type { Visits } from './visits.js';

const ACTOR = 'system';

/** What the calendar does to open applications. Every sweep finds what is due and changes each by one guarded write. */
export class DivorceUpkeep {
  constructor(
    private readonly deps: {
      applications: DivorceApplicationModel;
      halls: HallDirectory;
      calendar: LegalCalendar;
      consequences: Consequences;
      visits: Visits;
    },
  ) {}

  /** Writes down what the law has decided: whoever did not come is deemed to have withdrawn. Provisional dates decide nothing. */
  async lapse(now: Date): Promise<number> {
    return this.eachHall(now, async (hall, today) => {
      const over = { 'dates.issueEnd': { $lt: today }, isProvisional: false };
      const due = await this.deps.applications.find({ hall: hall.id, state: 'accepted', ...over }, { _id: 1 }).lean();
      return this.count(due, ({ _id }) =>
        this.change(_id, {
          filter: over,
          update: { $set: { state: 'lapsed' }, $unset: { openKeys: 1 } },
          line: { action: 'lapsed', at: now, actor: ACTOR },
        }),
      );
    });
  }

  /** Computes provisional dates again; whatever changed or has become final is told to both. */
  async recompute(now: Date): Promise<number> {
    return this.eachHall(now, async (hall) => {
      const provisional = { hall: hall.id, state: 'accepted', isProvisional: true } as const;
      const open = await this.deps.applications.find(provisional).lean();
      return this.count(open, (record) => this.recomputeOne(record, hall, now));
    });
  }

  /** Open windows of a hall that close within a week and have no appointment. */
  async closingAt(hall: string, today: CivilDate): Promise<DivorceApplicationRecord[]> {
    const open = await this.deps.applications
      .find({
        hall,
        state: 'accepted',
        'dates.issueEnd': { $gte: today, $lte: addDays(today, CLOSING_SOON_DAYS) },
        'dates.issueStart': { $lte: today },
      })
      .sort({ 'dates.issueEnd': 1 })
      .lean();
    const booked = new Set(
      (await this.deps.visits.activeOfAll(open)).map(({ receiptNumberHash }) => receiptNumberHash),
    );
    return open.filter(({ receiptHash }) => !booked.has(receiptHash));
  }

  private async recomputeOne(
    { _id, acceptedOn, dates: before, calendarVersion }: DivorceApplicationRecord,
    hall: Hall,
    now: Date,
  ): Promise<boolean> {
    const { dates, ...computed } = await this.deps.calendar.datesFor(hall, acceptedOn);
    if (computed.isProvisional && isSame(before, dates)) return false;
    return this.change(_id, {
      filter: { isProvisional: true, calendarVersion },
      update: { $set: { dates, ...computed } },
      line: { action: 'dates-recomputed', at: now, actor: ACTOR, from: spanOf(before), to: spanOf(dates) },
    });
  }

  private async change(
    id: string,
    { filter, update, line }: { filter: object; update: { $set?: object; $unset?: object }; line: DivorceHistoryItem },
  ): Promise<boolean> {
    const changed = await this.deps.applications
      .findOneAndUpdate(
        { _id: id, state: 'accepted', ...filter },
        { ...update, $set: { ...update.$set, updatedAt: line.at }, $push: { history: line } },
        { returnDocument: 'after' },
      )
      .lean();
    if (!changed) return false;
    await this.deps.consequences.draw(changed);
    return true;
  }

  private async eachHall(now: Date, work: (hall: Hall, today: CivilDate) => Promise<number>): Promise<number> {
    let total = 0;
    for (const hall of await this.deps.halls.list()) total += await work(hall, civilDateAt(now, hall.timeZone));
    return total;
  }

  private async count<T>(items: readonly T[], change: (item: T) => Promise<boolean>): Promise<number> {
    let changed = 0;
    for (const item of items) if (await change(item)) changed += 1;
    return changed;
  }
}

function isSame(before: object, after: object): boolean {
  return JSON.stringify(Object.entries(before).sort()) === JSON.stringify(Object.entries(after).sort());
}

function spanOf({ coolEnd, issueEnd }: { coolEnd: CivilDate; issueEnd: CivilDate }): string {
  return `${coolEnd} / ${issueEnd}`;
}
