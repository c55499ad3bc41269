import type { AppointmentSource } from '../../../../../src/features/appointments/index.js';
import type { Notifications } from '../../../../../src/features/notifications/index.js';
import type { MessageRecord } from '../../../../../src/features/notifications/message.model.js';
import { fixedClock } from '../../../../../src/infrastructure/clock.js';
import { createRandom } from '../../../../../scripts/lib/random.js';
import { after, store, subjectAfter, type Timeline } from './appointment-steps.js';
import { FlakyGateway, type HandOver, type Trouble } from './flaky-gateway.js';
import { type Action, type ScriptOptions, writeScript } from './script.js';
import { SimulatedWorker } from './simulated-worker.js';
import { openWorld, type World } from './world.js';

const SECOND_MS = 1000;
const HEAL_AFTER_MS = 31 * SECOND_MS;
/** A missed appointment and a new phone are told by whoever looks after changes, and so are the reminders of bookings in a rush. */
const LEFT_TO_THE_WORKER: ReadonlySet<string> = new Set(['miss', 'change-phone', 'book']);
/** A real sweep comes every two seconds; here the clock jumps to the next one that finds something. */
const SWEEP_MS = 10 * SECOND_MS;
const WORKERS = 3;

export interface SimulationOptions extends ScriptOptions {
  uri: string;
  trouble: Trouble;
  heals?: boolean;
  /** Spoils a part of the product, to see whether that is found. */
  spoil?: (world: World) => { source?: AppointmentSource };
}

export interface Simulated {
  source: AppointmentSource;
  timelines: Map<string, Timeline>;
  handOvers: HandOver[];
  /** When tasks died with a worker that held them, by the message they were for. */
  losses: Map<string, Date[]>;
  messages: MessageRecord[];
  endedAt: Date;
  counts: { actions: number; cut: number; deaths: number; ticks: number };
}

/** Plays a script on the real outbox, planning, sweep and sender, moving the clock from one thing that is due to the next. */
export async function simulate(options: SimulationOptions): Promise<Simulated> {
  const script = writeScript(options);
  const clock = fixedClock(script[0]?.at ?? new Date());
  const world = await openWorld(options.uri, clock);
  const { source: workersSource } = options.spoil?.(world) ?? {};
  let happened = 0;
  const next = () => (happened += 1);
  const gateway = new FlakyGateway(options.trouble, clock);
  const random = createRandom(options.seed + 1);
  const losses = new Map<string, Date[]>();
  const lost = (id: string) => losses.set(id, [...(losses.get(id) ?? []), clock.now()]);
  const workers = Array.from(
    { length: WORKERS },
    () => new SimulatedWorker({ world, gateway, random, next, lost, ...(workersSource && { source: workersSource }) }),
  );
  const web = world.startProcess({ name: 'sms', send: () => Promise.reject(new Error('pages send nothing')) });
  const timelines = new Map<string, Timeline>();
  const heals: number[] = [];
  const counts = { actions: script.length, cut: 0, deaths: 0, ticks: 0 };

  for (let position = 0; ; counts.ticks += 1) {
    const at = await nextInstant(world, [script[position]?.at.getTime(), heals[0]], clock.now());
    if (at === undefined) break;
    clock.set(at);
    const now = at.getTime();
    const due = [];
    for (let action = script[position]; action && action.at <= at; action = script[++position]) due.push(action);
    if (due.some(({ isCut, step }) => isCut || LEFT_TO_THE_WORKER.has(step.kind))) heals.push(now + HEAL_AFTER_MS);
    const isHealing = heals[0] !== undefined && heals[0] <= now;
    while (heals[0] !== undefined && heals[0] <= now) heals.shift();
    counts.cut += due.filter(({ isCut }) => isCut).length;
    await Promise.all([
      ...due.map((action) => act(action, { world, web, timelines, next })),
      isHealing && options.heals !== false ? web.planning.healRecent(at) : undefined,
      sendDue(workers, random.integer(WORKERS), random.next() < 0.3, at),
    ]);
  }
  counts.deaths = workers.reduce((sum, worker) => sum + worker.deaths, 0);
  const messages = await world.models.messages.find().lean();
  await world.close();
  const { handOvers } = gateway;
  return { source: world.source, timelines, handOvers, losses, messages, endedAt: clock.now(), counts };
}

/** One worker sweeps, now and then two at once; all work. */
async function sendDue(workers: SimulatedWorker[], first: number, isDoubled: boolean, now: Date): Promise<void> {
  const sweeping = isDoubled ? [first, first + 1] : [first];
  const worker = (index: number) => workers[index % workers.length]!;
  await Promise.all(sweeping.map((index) => worker(index).sweep(now, worker(index + 1))));
  await Promise.all(workers.map((each) => each.work()));
}

interface Acting {
  world: World;
  web: Notifications;
  timelines: Map<string, Timeline>;
  next: () => number;
}

async function act({ couple, step, at, isCut }: Action, { world, web, timelines, next }: Acting): Promise<void> {
  const timeline = timelines.get(couple) ?? [];
  timelines.set(couple, timeline);
  const begun = next();
  const made = after(timeline.at(-1)?.subject, couple, step, at);
  const version = { at, subject: subjectAfter(made), begun, answered: Infinity };
  timeline.push(version);
  await store(world, step, made);
  if (!isCut && step.kind !== 'miss' && step.kind !== 'change-phone')
    await web.outbox.plan(world.source, version.subject, at, { isNew: step.kind === 'book' });
  version.answered = next();
}

/** The next instant at which something happens, a message is to be looked at, or a lease runs out; undefined when nothing will. */
async function nextInstant({ models }: World, planned: (number | undefined)[], now: Date): Promise<Date | undefined> {
  const [queued, leased] = await Promise.all([
    models.messages.findOne({ state: 'queued' }, { wakeAt: 1 }).sort({ wakeAt: 1 }).lean(),
    models.messages.findOne({ state: 'sending' }, { lease: 1 }).sort({ 'lease.until': 1 }).lean(),
  ]);
  const looked = [queued?.wakeAt.getTime(), leased?.lease && leased.lease.until.getTime() + 1]
    .filter((at) => at !== undefined)
    .map((at) => Math.ceil(Math.max(at, now.getTime() + 1) / SWEEP_MS) * SWEEP_MS);
  const all = [...planned.filter((at) => at !== undefined), ...looked];
  return all.length === 0 ? undefined : new Date(Math.min(...all));
}
