import { civilDateAt, type HolidayCalendar, instantAt } from '../../calendar/index.js';
import { type HallDirectory, openingOn } from '../../halls/index.js';
import type { AccessFlagModel, AccessFlagRecord } from './access-flag.model.js';
import { anomaliesIn } from './anomalies.js';
import type { PersonReadModel } from './person-read.model.js';

const LOOK_BACK_MS = 8 * 86_400_000;
/** People come before the hall opens and finish after it has closed. */
const MARGIN_MS = 3_600_000;

/** Looks for looks that stand out, and keeps them for the auditor. Doing it again finds the same flags. */
export class AccessFlags {
  constructor(
    private readonly deps: {
      reads: PersonReadModel;
      flags: AccessFlagModel;
      halls: HallDirectory;
      calendar: HolidayCalendar;
    },
  ) {}

  async raise(now: Date): Promise<number> {
    const { reads, flags } = this.deps;
    const recent = await reads.find({ at: { $gt: new Date(now.getTime() - LOOK_BACK_MS) } }).lean();
    if (recent.length === 0) return 0;
    const found = anomaliesIn(recent, { isOpenAt: await this.openingHours() });
    for (const { key, count, ...flag } of found)
      await flags.updateOne({ _id: key }, { $setOnInsert: flag, $max: { count } }, { upsert: true });
    return found.length;
  }

  async latest(limit = 200): Promise<AccessFlagRecord[]> {
    return this.deps.flags.find().sort({ at: -1 }).limit(limit).lean();
  }

  private async openingHours(): Promise<(hall: string, at: Date) => boolean> {
    const calendar = await this.deps.calendar.current();
    const halls = new Map((await this.deps.halls.list()).map((hall) => [hall.id, hall]));
    return (id, at) => {
      const hall = halls.get(id);
      if (!hall) return false;
      const day = civilDateAt(at, hall.timeZone);
      const hours = openingOn(hall, day, calendar);
      const [first, last] = [hours[0], hours.at(-1)];
      if (!first || !last) return false;
      const opens = instantAt(day, first.from, hall.timeZone).getTime() - MARGIN_MS;
      const closes = instantAt(day, last.to, hall.timeZone).getTime() + MARGIN_MS;
      return opens <= at.getTime() && at.getTime() <= closes;
    };
  }
}
