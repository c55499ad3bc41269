import { stopwatch } from '../../../infrastructure/clock.js';
import { newId } from '../../../infrastructure/ids.js';
import { type Channel, ChannelFailure } from '../../notifications/index.js';
import { TEST_TYPE } from '../events/event-catalogue.js';
import type { EndpointTest } from './endpoint.model.js';

const LONGEST_MS = 12_000;

/** Sends an event that means nothing, once and while somebody waits, and says how the receiver took it. */
export async function sendTestEvent(
  channel: Channel,
  { endpoint, now }: { endpoint: string; now: Date },
): Promise<EndpointTest> {
  const event = { type: TEST_TYPE, timestamp: now.toISOString(), data: {} };
  const message = { id: `test-${newId()}`, kind: TEST_TYPE, to: endpoint, language: 'zh-CN' as const, text: '', event };
  const elapsed = stopwatch();
  const failure = await channel.send(message, AbortSignal.timeout(LONGEST_MS)).then(() => undefined, codeOf);
  return { at: now, durationMs: Math.round(elapsed()), ...(failure !== undefined && { failure }) };
}

function codeOf(error: unknown): string {
  if (error instanceof ChannelFailure) return error.code;
  throw error;
}
