import { type Connection, type Model, Schema } from 'mongoose';

export interface JobRunRecord {
  /** Name of the job. */
  _id: string;
  startedAt: Date;
  finishedAt: Date;
  outcome: 'done' | 'failed';
  durationMs: number;
}

const schema = new Schema<JobRunRecord>(
  {
    _id: { type: String, required: true },
    startedAt: { type: Date, required: true },
    finishedAt: { type: Date, required: true },
    outcome: { type: String, enum: ['done', 'failed'], required: true },
    durationMs: { type: Number, required: true },
  },
  { collection: 'jobRuns', versionKey: false, strict: 'throw' },
);

/** The last run of every recurring job, whichever worker ran it. */
export class JobRuns {
  private readonly runs: Model<JobRunRecord>;

  constructor(connection: Connection) {
    this.runs = connection.model<JobRunRecord>('JobRun', schema);
  }

  async note({ _id, ...run }: JobRunRecord): Promise<void> {
    await this.runs.updateOne({ _id }, { $set: run }, { upsert: true });
  }

  async latest(): Promise<Date | undefined> {
    const last = await this.runs.findOne({}, { finishedAt: 1 }).sort({ finishedAt: -1 }).lean();
    return last?.finishedAt;
  }

  async all(): Promise<JobRunRecord[]> {
    return this.runs.find().sort({ _id: 1 }).lean();
  }
}
