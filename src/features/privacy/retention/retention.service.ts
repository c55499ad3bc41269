import type { AuditLog } from '../../../audit/index.js';
import { DomainError } from '../../../errors/index.js';
import { newId } from '../../../infrastructure/ids.js';
import type { RetentionRule, RuleOutcome } from './retention-rule.js';
import type { RetentionRunModel, RetentionRunRecord } from './retention-run.model.js';

const DAY_MS = 86_400_000;
/** A little less than a day, so that a daily run does not wander around the clock. */
const DUE_AFTER_MS = DAY_MS - 3_600_000;

/** Purges what has been kept long enough. Killed at any moment, the next run goes on where it stopped. */
export class Retention {
  constructor(private readonly deps: { rules: readonly RetentionRule[]; runs: RetentionRunModel; audit: AuditLog }) {}

  /** Carries every rule out, or in a dry run counts what is due. A rule that is refused does not hold up the others. */
  async run({ now, by, commit }: { now: Date; by: string; commit: boolean }): Promise<RuleOutcome[]> {
    const outcomes: RuleOutcome[] = [];
    for (const rule of this.deps.rules) outcomes.push(await carryOut(rule, { now, by, commit }));
    if (commit) await this.report({ _id: newId(), at: now, by, rules: outcomes });
    return outcomes;
  }

  /** The daily run, once a day whichever worker asks first and however often workers restart. */
  async runDaily(now: Date): Promise<RuleOutcome[] | undefined> {
    const latest = await this.latest();
    if (latest && now.getTime() - latest.at.getTime() < DUE_AFTER_MS) return undefined;
    return this.run({ now, by: 'system', commit: true });
  }

  async latest(): Promise<RetentionRunRecord | undefined> {
    return (await this.deps.runs.findOne().sort({ at: -1 }).lean()) ?? undefined;
  }

  private async report(run: RetentionRunRecord): Promise<void> {
    await this.deps.runs.create(run);
    const counts = Object.fromEntries(run.rules.map(({ name, count, refused }) => [name, refused ?? count]));
    this.deps.audit.record({
      key: `retention:${run._id}`,
      at: run.at,
      actor: run.by,
      action: 'retention.purged',
      subject: 'retention',
      result: run.rules.some(({ refused }) => refused) ? 'refused' : 'done',
      details: counts,
    });
  }
}

async function carryOut(rule: RetentionRule, run: { now: Date; by: string; commit: boolean }): Promise<RuleOutcome> {
  const before = new Date(run.now.getTime() - rule.keepDays * DAY_MS);
  const outcome = { name: rule.name, action: rule.action, before };
  try {
    const count = await rule.purge(before, run);
    const oldestKept = await rule.oldest();
    return { ...outcome, count, ...(oldestKept && { oldestKept }) };
  } catch (error) {
    if (!(error instanceof DomainError) || error.status >= 500) throw error;
    return { ...outcome, count: 0, refused: error.code };
  }
}
