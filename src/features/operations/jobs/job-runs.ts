import { type Connection, type Model, Schema } from 'mongoose';

/** As many as tell whether a failure was the first of its kind. */
const KEPT = 20;
/** Clocks of workers differ by less. */
const CLOCKS_DIFFER_MS = 60_000;

export interface JobRun {
  startedAt: Date;
  finishedAt: Date;
  outcome: 'done' | 'failed';
  durationMs: number;
  /** Name of the error that ended it; never its message, which may tell of people. */
  error?: string;
  /** Which process ran it. */
  worker?: string;
}

/** What the product knows of one recurring job: its last run, its failures, and the latest runs, oldest first. */
export interface JobRunRecord extends Partial<Omit<JobRun, 'error'>> {
  /** Name of the job. */
  _id: string;
  /** As it is planned: `10 minutes`. */
  every?: string;
  runs?: number;
  failures?: number;
  /** Since it was last done. */
  failuresInRow?: number;
  lastFailure?: { at: Date; error: string };
  recent?: JobRun[];
  /** When the latest run that was done began, however long ago. */
  lastDoneAt?: Date;
}

const run = {
  startedAt: Date,
  finishedAt: Date,
  outcome: { type: String, enum: ['done', 'failed'] },
  durationMs: Number,
  worker: String,
};

const schema = new Schema<JobRunRecord>(
  {
    _id: { type: String, required: true },
    ...run,
    every: String,
    runs: Number,
    failures: Number,
    failuresInRow: Number,
    lastFailure: new Schema({ at: Date, error: String }, { _id: false }),
    recent: { type: [new Schema({ ...run, error: String }, { _id: false })], default: undefined },
    lastDoneAt: Date,
  },
  { collection: 'jobRuns', versionKey: false, strict: 'throw' },
);

/** The runs of every recurring job, whichever worker ran it. */
export class JobRuns {
  private readonly runs: Model<JobRunRecord>;

  constructor(connection: Connection) {
    this.runs = connection.model<JobRunRecord>('JobRun', schema);
  }

  /** Says which jobs there are, as a worker does when it starts; what was noted of others is forgotten. */
  async planned(jobs: readonly { name: string; every: string }[]): Promise<void> {
    for (const { name, every } of jobs) await this.runs.updateOne({ _id: name }, { $set: { every } }, { upsert: true });
    await this.runs.deleteMany({ _id: { $nin: jobs.map(({ name }) => name) } });
  }

  async note({ _id, ...run }: JobRun & { _id: string }): Promise<void> {
    const { error = 'Error', ...last } = run;
    const hasFailed = run.outcome === 'failed';
    await this.runs.updateOne(
      { _id },
      {
        $set: { ...last, ...(hasFailed ? { lastFailure: { at: run.finishedAt, error } } : { failuresInRow: 0 }) },
        $inc: { runs: 1, ...(hasFailed && { failures: 1, failuresInRow: 1 }) },
        $push: { recent: { $each: [{ ...last, ...(hasFailed && { error }) }], $slice: -KEPT } },
        // A slower worker may end a run that began before another's did.
        ...(!hasFailed && { $max: { lastDoneAt: run.startedAt } }),
      },
      { upsert: true },
    );
  }

  /**
   * When the latest run of a job that was done began. The kept runs tell it where an earlier version noted only these, and where
   * `lastDoneAt` lies ahead, as of a clock that was wrong or has been set back since.
   */
  async lastDone(name: string, now: Date): Promise<Date | undefined> {
    const record = await this.find(name);
    const hasBegun = (at: Date) => at.getTime() <= now.getTime() + CLOCKS_DIFFER_MS;
    if (record?.lastDoneAt && hasBegun(record.lastDoneAt)) return record.lastDoneAt;
    return record?.recent?.findLast(({ outcome, startedAt }) => outcome === 'done' && hasBegun(startedAt))?.startedAt;
  }

  /** When any job last ended. */
  async latest(): Promise<Date | undefined> {
    const last = await this.runs
      .findOne({ finishedAt: { $exists: true } }, { finishedAt: 1 })
      .sort({ finishedAt: -1 })
      .lean();
    return last?.finishedAt;
  }

  async all(): Promise<JobRunRecord[]> {
    return this.runs.find().sort({ _id: 1 }).lean();
  }

  async find(name: string): Promise<JobRunRecord | undefined> {
    return (await this.runs.findById(name).lean()) ?? undefined;
  }
}
