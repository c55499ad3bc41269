import autocannon from 'autocannon';
import { stopwatch } from '../../src/infrastructure/clock.js';
import type { BenchRequest } from './bench-couples.js';

export const CLIENTS = 64;

export interface LoadResult {
  perSecond: number;
  /** How many answers had each status. */
  statuses: Record<string, number>;
}

/** Sends each request once, 64 at a time. */
export async function postEach(url: string, requests: readonly BenchRequest[], clients = CLIENTS): Promise<LoadResult> {
  let next = 0;
  return measure({
    url,
    connections: Math.min(clients, requests.length),
    amount: requests.length,
    timeout: 60,
    requests: [
      {
        method: 'POST',
        setupRequest: (request) => {
          const { body, key } = requests[next++ % requests.length] ?? { body: '', key: '' };
          const headers = { ...request.headers, 'content-type': 'application/json', 'idempotency-key': key };
          return { ...request, body, headers };
        },
      },
    ],
  });
}

/** Asks the same thing over and over for so many seconds. */
export async function getRepeatedly(url: string, seconds: number): Promise<LoadResult> {
  return measure({ url, connections: CLIENTS, duration: seconds });
}

function measure(options: autocannon.Options): Promise<LoadResult> {
  const statuses: Record<string, number> = {};
  let answered = 0;
  let lastAnswer = 0;
  const elapsed = stopwatch();
  return new Promise((resolve, reject) => {
    const run = autocannon(options, (error, result) => {
      if (error) reject(error as Error);
      else if (result.errors > 0) reject(new Error(`${result.errors} requests to ${options.url} had no answer`));
      else resolve({ perSecond: Math.round((answered * 1000) / lastAnswer), statuses });
    });
    run.on('response', (_client, status) => {
      statuses[status] = (statuses[status] ?? 0) + 1;
      answered += 1;
      lastAnswer = elapsed();
    });
  });
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}
