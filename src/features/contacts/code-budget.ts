import type { RateLimit } from '../../config/index.js';
import { isDuplicateKey, RateLimited } from '../../errors/index.js';
import type { CodeBudgetModel } from './contact-verification.model.js';

const DAY_MS = 86_400_000;

/**
 * Spends one code of a phone's budget in one guarded write: the filter holds every limit, so two requests at once cannot both
 * pass the last one. A phone without a document gets one by the upsert; a phone over a limit makes the upsert collide.
 */
export async function spendCode(
  budgets: CodeBudgetModel,
  { phoneHash, limits, now }: { phoneHash: string; limits: readonly RateLimit[]; now: Date },
): Promise<void> {
  const withinLimits = limits.map(({ points, seconds }) => ({
    $lt: [{ $size: sentSince(new Date(now.getTime() - seconds * 1000)) }, points],
  }));
  try {
    await budgets.updateOne(
      { _id: phoneHash, $expr: { $and: withinLimits } },
      [{ $set: { sentAt: { $concatArrays: [sentSince(new Date(now.getTime() - DAY_MS)), [now]] } } }],
      { upsert: true, updatePipeline: true },
    );
  } catch (error) {
    if (!isDuplicateKey(error)) throw error;
    throw new RateLimited(await secondsToWait(budgets, { phoneHash, limits, now }));
  }
}

/** Sends still counted. */
function sentSince(since: Date): object {
  return { $filter: { input: { $ifNull: ['$sentAt', []] }, as: 'at', cond: { $gt: ['$$at', since] } } };
}

async function secondsToWait(
  budgets: CodeBudgetModel,
  { phoneHash, limits, now }: { phoneHash: string; limits: readonly RateLimit[]; now: Date },
): Promise<number> {
  const sentAt = (await budgets.findById(phoneHash).lean())?.sentAt ?? [];
  const waits = limits.map(({ points, seconds }) => {
    const counted = sentAt.filter((at) => at.getTime() > now.getTime() - seconds * 1000);
    const freeing = counted.at(-points);
    return freeing ? Math.ceil((freeing.getTime() + seconds * 1000 - now.getTime()) / 1000) : 0;
  });
  return Math.max(1, ...waits);
}
