/** How long one kind of record is kept and what becomes of it then. Each feature that keeps some offers one. */
export interface RetentionRule {
  /** Collection it is about. */
  name: string;
  action: 'delete' | 'de-identify';
  keepDays: number;
  /** Purges what is older than `before`, in batches; without `commit` it only counts. Doing it again finds nothing. */
  purge(before: Date, run: { now: Date; by: string; commit: boolean }): Promise<number>;
  /** When the oldest record that is kept dates from. */
  oldest(): Promise<Date | undefined>;
}

/** What a run did to one collection. */
export interface RuleOutcome {
  name: string;
  action: RetentionRule['action'];
  before: Date;
  /** Purged, or due in a dry run. */
  count: number;
  oldestKept?: Date;
  /** Code of the refusal, when the rule could not be carried out. */
  refused?: string;
}
