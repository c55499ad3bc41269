import type { Notifications, SubjectSource } from '../../../../../src/features/notifications/index.js';
import type { MessageRecord } from '../../../../../src/features/notifications/message.model.js';
import { fixedClock } from '../../../../../src/infrastructure/clock.js';
import { createRandom } from '../../../../../scripts/lib/random.js';
import { openEndpoint } from './endpoint.js';
import { FlakyGateway, type HandOver, type Trouble } from './flaky-gateway.js';
import { isLeftToTheWorker, Players } from './players.js';
import { type Action, type ScriptOptions, writeScript } from './script.js';
import { SimulatedWorker } from './simulated-worker.js';
import type { TakenTurn, Timeline } from './timeline.js';
import { openWorld, type World } from './world.js';

const SECOND_MS = 1000;
const HEAL_AFTER_MS = 31 * SECOND_MS;
/** A real sweep comes every two seconds; here the clock jumps to the next one that finds something. */
const SWEEP_MS = 10 * SECOND_MS;
const WORKERS = 3;

export interface SimulationOptions extends ScriptOptions {
  uri: string;
  trouble: Trouble;
  heals?: boolean;
  /** What the product's messages are about, with a kind more for instance. */
  sources?: (sources: readonly SubjectSource[]) => SubjectSource[];
  /** Spoils a part of the product, to see whether that is found. */
  spoil?: (world: World) => Spoilt;
}

export interface Spoilt {
  /** What workers take messages to be about. */
  workersSources?: readonly SubjectSource[];
  /** What workers do not ask before they send. */
  ignores?: readonly ('wishes' | 'protection')[];
}

export interface Simulated {
  sources: readonly SubjectSource[];
  timelines: Timeline[];
  turns: TakenTurn[];
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
  const opened = await openWorld(options.uri, clock);
  const world = { ...opened, sources: options.sources?.(opened.sources) ?? opened.sources };
  const { workersSources = world.sources, ignores = [] } = options.spoil?.(world) ?? {};
  await openEndpoint(world, { hall: 'abroad', from: clock.now() });
  let happened = 0;
  const next = () => (happened += 1);
  const gateway = new FlakyGateway(options.trouble, clock);
  const random = createRandom(options.seed + 1);
  const losses = new Map<string, Date[]>();
  const lost = (id: string) => losses.set(id, [...(losses.get(id) ?? []), clock.now()]);
  const workers = Array.from(
    { length: WORKERS },
    () => new SimulatedWorker({ world, gateway, random, next, lost, sources: workersSources, ignores }),
  );
  const web = world.startProcess(
    { name: 'sms', send: () => Promise.reject(new Error('pages send nothing')) },
    { sources: world.sources },
  );
  const stage: Stage = { players: new Players(world), web, timelines: new Map(), turns: [], next };
  const heals: number[] = [];
  const counts = { actions: script.length, cut: 0, deaths: 0, ticks: 0 };

  for (let position = 0; ; counts.ticks += 1) {
    const at = await nextInstant(world, [script[position]?.at.getTime(), heals[0]], clock.now());
    if (at === undefined) break;
    clock.set(at);
    const now = at.getTime();
    const due = [];
    for (let action = script[position]; action && action.at <= at; action = script[++position]) due.push(action);
    if (due.some((action) => action.isCut || isLeftToTheWorker(action))) heals.push(now + HEAL_AFTER_MS);
    const isHealing = heals[0] !== undefined && heals[0] <= now;
    while (heals[0] !== undefined && heals[0] <= now) heals.shift();
    counts.cut += due.filter(({ isCut }) => isCut).length;
    await Promise.all([
      ...due.map((action) => act(action, stage)),
      isHealing && options.heals !== false ? web.planning.healRecent(at) : undefined,
      sendDue(workers, random.integer(WORKERS), random.next() < 0.3, at),
    ]);
  }
  counts.deaths = workers.reduce((sum, worker) => sum + worker.deaths, 0);
  const messages = await world.models.messages.find().lean();
  await world.close();
  const { handOvers } = gateway;
  const { timelines, turns } = stage;
  const { sources } = world;
  return {
    sources,
    timelines: [...timelines.values()],
    turns,
    handOvers,
    losses,
    messages,
    endedAt: clock.now(),
    counts,
  };
}

/** One worker sweeps, now and then two at once; all work. */
async function sendDue(workers: SimulatedWorker[], first: number, isDoubled: boolean, now: Date): Promise<void> {
  const sweeping = isDoubled ? [first, first + 1] : [first];
  const worker = (index: number) => workers[index % workers.length]!;
  await Promise.all(sweeping.map((index) => worker(index).sweep(now, worker(index + 1))));
  await Promise.all(workers.map((each) => each.work()));
}

interface Stage {
  players: Players;
  web: Notifications;
  timelines: Map<string, Timeline>;
  turns: TakenTurn[];
  next: () => number;
}

async function act(action: Action, { players, web, timelines, turns, next }: Stage): Promise<void> {
  const { at, isCut } = action;
  const begun = next();
  const played = await players.play(action);
  const taken = played.turns.map((turn) => ({ ...turn, at, begun, answered: Infinity }));
  const versions = played.changes.map(({ source, subject }) => {
    const name = `${source.name} ${source.idOf(subject)}`;
    const timeline = timelines.get(name) ?? { source, versions: [] };
    timelines.set(name, timeline);
    const version = { at, subject, begun, answered: Infinity };
    timeline.versions.push(version);
    return version;
  });
  turns.push(...taken);
  if (!isCut)
    for (const { source, subject, isNew = false, isLeftToTheWorker: isLeft = false } of played.changes)
      if (!isLeft) await web.outbox.plan(source, subject, at, { isNew });
  const answered = next();
  for (const each of [...versions, ...taken]) each.answered = answered;
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
