import { backoffStrategies } from 'agenda';
import type { Urgency } from '../catalogue/definition.js';
import type { ChannelFailure } from '../channels/channel.js';

const SECOND_MS = 1000;

/**
 * Thirty tries of a reminder reach over most of a day of a gateway that is down and then answers now and then; a code is worth
 * nothing after its five minutes.
 */
export const MOST_ATTEMPTS = 30;
const PATIENT = {
  delay: 30 * SECOND_MS,
  factor: 2,
  maxDelay: 3600 * SECOND_MS,
  maxRetries: MOST_ATTEMPTS - 1,
  jitter: 0.2,
};
const HASTY = { delay: 2 * SECOND_MS, factor: 2, maxDelay: 60 * SECOND_MS, maxRetries: 7, jitter: 0.2 };

/** Milliseconds until the next try after `attempts` failed ones; undefined when there is to be none. */
export function retryDelay(urgency: Urgency, attempts: number, failure: ChannelFailure): number | undefined {
  if (failure.isPermanent) return undefined;
  const strategy = backoffStrategies.exponential(urgency === 'code' ? HASTY : PATIENT);
  const delay = strategy({ attempt: attempts, error: failure, jobName: 'send-message', jobData: undefined });
  return delay === null ? undefined : Math.max(delay, failure.retryAfterMs ?? 0);
}
