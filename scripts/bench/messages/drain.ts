import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { readEnvironment } from '../../../src/config/index.js';
import { stopwatch, systemClock } from '../../../src/infrastructure/clock.js';
import { type BenchBureau, prepareBureau } from '../bench-bureau.js';
import { openBenchStore } from '../bench-store.js';
import { type ChildModule, spawnModule, spawnServer } from '../child-module.js';
import { fillOutbox } from './due-messages.js';

export interface DrainSizes {
  messages: number;
  /** How long a rate is measured, after as long as workers take to warm up. */
  seconds: number;
  warmUpSeconds: number;
  /** Goes on with both workers until everything is sent, and counts what was. */
  isToTheEnd?: boolean;
}

export interface DrainReport {
  messages: number;
  /** What the gateway takes for one message, and how many one worker hands over at a time. */
  gatewayMs: number;
  concurrency: number;
  oneWorkerPerSecond: number;
  twoWorkersPerSecond: number;
  ratio: number;
  handedOverTwice: number;
  /** How many have reached the gateway by then, and what the outbox still holds. */
  handedOver: number;
  left: number;
}

const GATEWAY_MS = 200;
const WARM = 100;
const PATIENCE_MS = 120_000;

/** How fast workers of the real product empty the outbox into a gateway, one of them and then two. */
export async function benchDrain(sizes: DrainSizes, say: (line: string) => void): Promise<DrainReport> {
  const store = await openBenchStore();
  const gateway = await spawnServer('scripts/bench/messages/gateway', {
    args: [String(GATEWAY_MS)],
    env: readEnvironment(),
  });
  const bureau = await prepareBureau(store, { SMS_GATEWAY_URL: gateway.url, SMS_TEMPLATES: 'text' });
  const workers: ChildModule[] = [];
  try {
    await fillOutbox(bureau, sizes.messages, systemClock.now());
    say(`messages: ${sizes.messages} are due`);
    workers.push(await startWorker(bureau.env));
    const oneWorkerPerSecond = await rateOf(gateway.url, sizes);
    say(`messages: one worker ${oneWorkerPerSecond}/s`);
    workers.push(await startWorker(bureau.env));
    const twoWorkersPerSecond = await rateOf(gateway.url, sizes);
    say(`messages: two workers ${twoWorkersPerSecond}/s`);
    if (sizes.isToTheEnd) await toTheEnd(gateway.url, sizes.messages, say);
    const { accepted, repeated } = await countsOf(gateway.url);
    return {
      messages: sizes.messages,
      gatewayMs: GATEWAY_MS,
      concurrency: bureau.services.config.messages.concurrency,
      oneWorkerPerSecond,
      twoWorkersPerSecond,
      ratio: Math.round((twoWorkersPerSecond / oneWorkerPerSecond) * 100) / 100,
      handedOverTwice: repeated,
      handedOver: accepted,
      left: await leftIn(bureau),
    };
  } finally {
    await Promise.all(workers.map((worker) => worker.stop()));
    await bureau.close();
    await gateway.stop();
    await store.remove();
  }
}

/** Asks the gateway, because counting what is left would keep the store from its work. */
async function toTheEnd(url: string, messages: number, say: (line: string) => void): Promise<void> {
  const elapsed = stopwatch();
  for (let sinceLast = stopwatch(), last = 0; sinceLast() < PATIENCE_MS;) {
    const { accepted } = await countsOf(url);
    say(`messages: ${accepted} sent after ${Math.round(elapsed() / 1000)} s`);
    if (accepted >= messages) return;
    if (accepted > last) sinceLast = stopwatch();
    last = accepted;
    await sleep(10_000);
  }
}

/** Messages that are still to be sent now. */
async function leftIn({ services }: BenchBureau): Promise<number> {
  return services.models.messages.countDocuments({
    state: { $in: ['queued', 'sending'] },
    nextAt: { $lte: systemClock.now() },
  });
}

async function startWorker(env: NodeJS.ProcessEnv): Promise<ChildModule> {
  const worker = spawnModule('src/worker', { env });
  await once(worker.process, 'message');
  return worker;
}

async function rateOf(url: string, { seconds, warmUpSeconds }: DrainSizes): Promise<number> {
  await warmUp(url);
  await sleep(warmUpSeconds * 1000);
  const [before, elapsed] = [await countsOf(url), stopwatch()];
  await sleep(seconds * 1000);
  const after = await countsOf(url);
  return Math.round((after.accepted - before.accepted) / (elapsed() / 1000));
}

/** A worker that starts looks over everything ahead first; it counts from its first hundred messages on. */
async function warmUp(url: string): Promise<void> {
  const from = (await countsOf(url)).accepted;
  const elapsed = stopwatch();
  while ((await countsOf(url)).accepted < from + WARM && elapsed() < PATIENCE_MS) await sleep(500);
}

async function countsOf(url: string): Promise<{ accepted: number; repeated: number }> {
  return (await (await fetch(url)).json()) as { accepted: number; repeated: number };
}
