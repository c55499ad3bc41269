import { setTimeout as wait } from 'node:timers/promises';
import { expect } from 'chai';
import type { Notifications } from '../../../../src/features/notifications/index.js';
import { JobRuns } from '../../../../src/features/operations/index.js';
import { MovableClock } from '../../../../src/infrastructure/clock.js';
import { createLogger } from '../../../../src/infrastructure/logger.js';
import type { TaskKind } from '../../../../src/jobs/job.js';
import { messageJobs } from '../../../../src/jobs/message-jobs.js';
import { createScheduler, type Scheduler } from '../../../../src/jobs/scheduler.js';
import { useStore } from '../../../support/store.js';
import { after as afterStep, store as storeStep, subjectAfter } from './support/appointment-steps.js';
import { SimpleGateway } from './support/simple-gateway.js';
import { openWorld, type World } from './support/world.js';

const NOON = new Date('2026-11-09T12:00:00+08:00');
const DAY_MS = 86_400_000;

describe('messages on Agenda', function () {
  this.timeout(60_000);
  const store = useStore();
  const clock = new MovableClock();
  let world: World;
  let gateway: SimpleGateway;
  let schedulers: Scheduler[] = [];
  let couples = 0;
  let runs: JobRuns | undefined;

  before(async () => {
    clock.moveTo(NOON.getTime() - Date.now());
    world = await openWorld(store.uri, clock);
  });
  beforeEach(async () => {
    gateway = new SimpleGateway();
    schedulers = [];
    await Promise.all([world.models.messages.deleteMany({}), jobs().deleteMany({})]);
  });
  afterEach(() => Promise.all(schedulers.map((scheduler) => scheduler.drain())));
  after(() => world.close());

  it('are each sent once by two schedulers, and their tasks are gone afterwards', async () => {
    await book(300);
    const workers = [await startWorker('first'), await startWorker('second')];
    await until(async () => (await count('queued')) + (await count('sending')) === 0);
    await until(async () => (await tasks()).length === 0);

    expect(await count('sent')).to.equal(300);
    expect([...gateway.taken.values()].filter((times) => times.length !== 1)).to.deep.equal([]);
    expect(new Set([...gateway.taken.values()].flat()), 'both had their share').to.have.property('size', 2);
    expect(workers).to.have.length(2);
  });

  it('are sent twice by the same two when both may take the same one', async () => {
    await book(40);
    const free = spoilClaims();
    const workers = [await startWorker('first', { sweeps: false }), await startWorker('second', { sweeps: false })];
    const ids = await due();
    // Two tasks for the same message, as two sweeps at once may leave them.
    for (const { queue } of workers) await queue.add(ids);
    await jobs().insertMany((await jobs().find({ name: 'send-message' }).toArray()).map(({ _id: _, ...job }) => job));
    await until(async () => (await tasks()).length === 0);
    free();

    expect([...gateway.taken.values()].some((times) => times.length > 1)).to.equal(true);
  });

  it('are sent once although every one has two tasks', async () => {
    await book(40);
    const { queue } = await startWorker('first', { sweeps: false });
    await startWorker('second', { sweeps: false });
    await queue.add(await due());
    await jobs().insertMany((await jobs().find({ name: 'send-message' }).toArray()).map(({ _id: _, ...job }) => job));
    await until(async () => (await tasks()).length === 0);

    expect(gateway.taken.size).to.equal(40);
    expect([...gateway.taken.values()].filter((times) => times.length !== 1)).to.deep.equal([]);
  });

  it('that are being sent are finished when a worker stops; the rest another one has at once', async () => {
    gateway.delayMs = 500;
    await book(60);
    const { scheduler } = await startWorker('first');
    await until(() => gateway.taken.size > 0);
    await scheduler.drain();
    const finished = gateway.taken.size;
    await wait(700);

    expect(gateway.taken.size, 'nothing was begun any more').to.equal(finished);
    expect(finished).to.be.below(60);
    expect(await count('sent')).to.equal(finished);
    expect(await count('sending')).to.equal(0);
    expect(await tasks({ lockedAt: { $ne: null } })).to.deep.equal([]);
    gateway.delayMs = 0;
    await startWorker('second', { sweeps: false });
    await until(async () => (await count('sent')) === 60);
    expect([...gateway.taken.values()].filter((times) => times.length !== 1)).to.deep.equal([]);
  });

  it('whose task fails by our own fault are tried again, however often it failed', async () => {
    await book(1);
    let failing = true;
    const { queue } = await startWorker('first', {
      sweeps: false,
      run: async (id, send) => {
        if (failing) throw new Error('the store is away');
        await send(id);
      },
    });
    await queue.add(await due());
    await until(async () => (await tasks({ failCount: 2 })).length === 1);
    await jobs().updateOne({ name: 'send-message' }, { $set: { failCount: 40 } });
    await until(async () => (await tasks({ failCount: 41 })).length === 1);
    const [task] = await tasks();
    expect(task?.['nextRunAt'], 'it has another try').to.be.an.instanceOf(Date);
    failing = false;
    await jobs().updateOne({ name: 'send-message' }, { $set: { nextRunAt: new Date() } });
    await until(async () => (await count('sent')) === 1);
    await until(async () => (await tasks()).length === 0);
  });

  it('get a new task when the one they had was lost, after two minutes and not before', async () => {
    await book(1);
    const { queue, notifications } = await startWorker('first', { sweeps: false, run: () => Promise.resolve() });
    await notifications.sweep.run(queue, clock.now());
    await until(async () => (await tasks()).length === 0);
    expect(await notifications.sweep.run(queue, later(110))).to.include({ queued: 0 });
    await notifications.sweep.run(queue, later(121));
    await until(async () => (await jobs().countDocuments({ name: 'send-message' })) === 0);
    expect(await count('queued'), 'both tasks came to nothing').to.equal(1);
    await startWorker('second', { sweeps: false });
    await schedulers[0]?.drain();
    await notifications.sweep.run(queue, later(300));
    await until(async () => (await count('sent')) === 1);
  });

  it('get a new task although a dead one was left in the queue', async () => {
    await book(1);
    const [id = ''] = await due();
    await jobs().insertOne({ name: 'send-message', type: 'normal', data: { id }, nextRunAt: null, lockedAt: null });
    const { queue } = await startWorker('first', { sweeps: false });
    await queue.add([id]);
    await until(async () => (await count('sent')) === 1);
    await until(async () => (await tasks()).length === 0);
    expect(gateway.taken.size).to.equal(1);
  });

  it('get no second task while theirs is running', async () => {
    gateway.delayMs = 1500;
    await book(1);
    const { queue } = await startWorker('first', { sweeps: false });
    await queue.add(await due());
    await until(() => gateway.taken.size === 1);
    await queue.add([(await world.models.messages.findOne().lean())?._id ?? '']);
    expect(await tasks()).to.have.length(1);
    await until(async () => (await tasks()).length === 0);
  });

  it('are sent again half a minute after a worker took the sweep and was not told so', async () => {
    await startWorker('first');
    await until(async () => (await lockSweep(new Date(), { lockedAt: null, lastRunAt: { $ne: null } })) === 1);
    await book(1);
    await wait(4000);
    expect(await count('sent'), 'nobody looks').to.equal(0);
    await lockSweep(new Date(Date.now() - 31_000));
    await until(async () => (await count('sent')) === 1);
  });

  const jobs = () => world.connection.collection('agendaJobs');
  const tasks = (filter: object = {}) =>
    jobs()
      .find({ name: 'send-message', ...filter })
      .toArray();
  const lockSweep = async (lockedAt: Date, guard: object = {}) =>
    (await jobs().updateOne({ name: 'send-due-messages', ...guard }, { $set: { lockedAt } })).modifiedCount;
  const count = (state: string) => world.models.messages.countDocuments({ state: state as 'queued' });
  const due = async () => (await world.models.messages.find({ state: 'queued' }).lean()).map(({ _id }) => _id);
  const later = (seconds: number) => new Date(clock.now().getTime() + seconds * 1000);

  /** Appointments far ahead, each with one message that is due now. */
  async function book(many: number): Promise<void> {
    const at = clock.now();
    const web = world.startProcess(gateway.channelOf('web'));
    for (let index = 0; index < many; index += 1) {
      const step = {
        kind: 'book',
        to: { hall: 'futian', date: '2026-12-21', start: '09:00' },
        language: 'zh-CN',
        phone: `+861390000${String(index).padStart(4, '0')}`,
      } as const;
      const made = afterStep(undefined, `scheduled-${(couples += 1)}`, step, at);
      await storeStep(world, step, made);
      await web.outbox.plan(world.source, subjectAfter(made), at, { isNew: true });
    }
    await world.models.messages.deleteMany({ dueAt: { $gt: new Date(at.getTime() + DAY_MS) } });
  }

  interface WorkerOptions {
    sweeps?: boolean;
    run?: (id: string, send: (id: string) => Promise<unknown>) => Promise<void>;
  }

  async function startWorker(name: string, { sweeps = true, run }: WorkerOptions = {}) {
    const notifications: Notifications = world.startProcess(gateway.channelOf(name));
    const send = (id: string) => notifications.sender.send(id);
    const task: TaskKind = {
      name: 'send-message',
      concurrency: 8,
      lockMinutes: 2,
      run: async (id) => void (await (run ? run(id, send) : send(id))),
    };
    const scheduler = createScheduler({
      connection: world.connection,
      tasks: [task],
      jobRuns: (runs ??= new JobRuns(world.connection)),
      clock,
      logger: createLogger({ level: 'silent', name: 'test' }),
      worker: { concurrency: 4, pollSeconds: 1 },
    });
    schedulers.push(scheduler);
    const queue = scheduler.queueOf(task);
    await scheduler.start(sweeps ? messageJobs({ notifications }, queue).slice(0, 1) : []);
    return { notifications, scheduler, queue };
  }

  /** Lets whoever comes take a message, whatever its state. */
  function spoilClaims(): () => void {
    const collection = world.models.messages.collection as unknown as Record<string, unknown>;
    const guarded = (collection['findOneAndUpdate'] as (...given: unknown[]) => unknown).bind(collection);
    collection['findOneAndUpdate'] = ({ _id }: { _id: string }, ...rest: unknown[]) => guarded({ _id }, ...rest);
    return () => void delete collection['findOneAndUpdate'];
  }
});

async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
  for (let waited = 0; waited < 40_000; waited += 50) {
    if (await isSo()) return;
    await wait(50);
  }
  throw new Error('it never came about');
}
