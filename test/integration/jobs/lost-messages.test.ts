import { setTimeout as wait } from 'node:timers/promises';
import { expect } from 'chai';
import { Planning } from '../../../src/features/notifications/outbox/planning.js';
import { messageJobs } from '../../../src/jobs/message-jobs.js';
import { createScheduler } from '../../../src/jobs/scheduler.js';
import { MONDAY_MORNING, useBureau } from '../../support/bureau.js';

const NAME = 'write-lost-messages';
const NOWHERE = { waiting: () => Promise.resolve(0), add: () => Promise.resolve() };
const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
const GRACE_MS = 20_000;
const OVERLAP_MS = 5 * MINUTE_MS;

describe('the job write-lost-messages of a worker that starts', function () {
  this.timeout(30_000);
  const bureau = useBureau();

  beforeEach(async () => {
    bureau.setTime(MONDAY_MORNING);
    for (const name of ['jobRuns', 'agendaJobs']) await bureau.connection.collection(name).deleteMany({});
  });

  it('writes what was lost while no worker ran for days', async () => {
    await note('done', { agoMs: MINUTE_MS });
    const lost = await bookUntold(1, '09:00');
    bureau.advance(2 * DAY_MS);
    const control = await bookUntold(2, '09:30');
    bureau.advance(DAY_MS);
    await runOnce();
    expect(await kindsOf(lost)).to.include('appointment-confirmed');
    expect(await kindsOf(control)).to.include('appointment-confirmed');
  });

  it('tells nobody of what lies before the last run, whichever worker that was', async () => {
    const before = await bookUntold(3, '10:00');
    bureau.advance(DAY_MS);
    await note('done', { agoMs: 0, worker: 'another:1' });
    bureau.advance(MINUTE_MS);
    const lost = await bookUntold(4, '10:30');
    bureau.advance(MINUTE_MS);
    await runOnce();
    expect(await kindsOf(before), 'as a kind that is new since then owes it').to.deep.equal([]);
    expect(await kindsOf(lost)).to.include('appointment-confirmed');
  });

  it('goes on where the last run that was done had begun, with an overlap, however many have failed since', async () => {
    const begun = await note('done', { agoMs: 3 * DAY_MS, tookMs: 10 * MINUTE_MS });
    for (let failures = 25; failures > 0; failures -= 1) await note('failed', { agoMs: failures * MINUTE_MS });
    const { span } = await runOnce();
    expect(span.from.getTime()).to.equal(begun.getTime() - GRACE_MS - OVERLAP_MS);
  });

  it('goes on from the latest beginning when a run that had begun before it was done after it', async () => {
    const begun = await note('done', { agoMs: 2 * DAY_MS });
    await note('done', { agoMs: 3 * DAY_MS, tookMs: 2 * DAY_MS, worker: 'slower:1' });
    const { span } = await runOnce();
    expect(span.from.getTime()).to.equal(begun.getTime() - GRACE_MS - OVERLAP_MS);
  });

  it('goes on where the latest of the kept runs had begun when an earlier version has noted them', async () => {
    const begun = await note('done', { agoMs: 3 * DAY_MS });
    await note('failed', { agoMs: DAY_MS });
    await bureau.connection.collection('jobRuns').updateMany({}, { $unset: { lastDoneAt: 1 } });
    const { span } = await runOnce();
    expect(span.from.getTime()).to.equal(begun.getTime() - GRACE_MS - OVERLAP_MS);
  });

  it('does not believe a run that a wrong clock noted as of a day to come', async () => {
    await note('done', { agoMs: -30 * DAY_MS });
    const begun = await note('done', { agoMs: 2 * DAY_MS });
    const { span } = await runOnce();
    expect(span.from.getTime()).to.equal(begun.getTime() - GRACE_MS - OVERLAP_MS);
  });

  it('looks back a fortnight when nothing is on record, when nothing but failures is, and when the last run is older', async () => {
    const fortnightOf = ({ span, at }: Run) => (at.getTime() - span.from.getTime()) / DAY_MS;
    expect(fortnightOf(await runOnce())).to.equal(14);
    await bureau.connection.collection('jobRuns').deleteMany({});
    await note('failed', { agoMs: DAY_MS });
    expect(fortnightOf(await runOnce())).to.equal(14);
    await bureau.connection.collection('jobRuns').deleteMany({});
    await note('done', { agoMs: 30 * DAY_MS });
    expect(fortnightOf(await runOnce())).to.equal(14);
  });

  it('asks the record once, and goes on from what it did itself', async () => {
    const planning = startPlanning();
    let asked = 0;
    const lastHealed = () => {
      asked += 1;
      return Promise.resolve(new Date(bureau.clock.now().getTime() - DAY_MS));
    };
    const spans: Span[] = [];
    planning.alsoTell((span) => Promise.resolve(void spans.push(span)));
    for (let look = 0; look < 3; look += 1) await planning.healRecent(bureau.clock.now(), lastHealed);
    expect(asked).to.equal(1);
    expect(spans[1]?.from.getTime()).to.equal((spans[0]?.to.getTime() ?? 0) - OVERLAP_MS);
  });

  it('begins there again when its first look failed', async () => {
    const planning = startPlanning();
    const spans: Span[] = [];
    planning.alsoTell((span) => {
      spans.push(span);
      return spans.length === 1 ? Promise.reject(new Error('the store is away')) : Promise.resolve();
    });
    const healed = new Date(bureau.clock.now().getTime() - DAY_MS);
    const look = () => planning.healRecent(bureau.clock.now(), () => Promise.resolve(healed));
    await look().catch(() => undefined);
    await look();
    expect(spans.map(({ from }) => from.getTime())).to.deep.equal(
      Array(2).fill(healed.getTime() - GRACE_MS - OVERLAP_MS),
    );
  });

  interface Span {
    from: Date;
    to: Date;
  }
  interface Run {
    span: Span;
    at: Date;
  }

  const startPlanning = () => new Planning(bureau.services.notifications);

  /** Has a worker that has just started run the job to its first end; answers over which span. */
  async function runOnce(): Promise<Run> {
    const { connection, jobRuns, clock, logger, notifications } = bureau.services;
    const spans: Span[] = [];
    const planning = startPlanning();
    planning.alsoTell((span) => Promise.resolve(void spans.push(span)));
    const job = messageJobs({ notifications: { ...notifications, planning } }, NOWHERE).find(
      ({ name }) => name === NAME,
    )!;
    const before = (await jobRuns.find(NAME))?.runs ?? 0;
    const worker = { concurrency: 2, pollSeconds: 1 };
    const scheduler = createScheduler({ connection, tasks: [], jobRuns, clock, logger, worker });
    await scheduler.start([job]);
    for (let waited = 0; waited < 200; waited += 1) {
      if (((await jobRuns.find(NAME))?.runs ?? 0) > before) break;
      await wait(100);
    }
    await scheduler.drain();
    await bureau.connection.collection('agendaJobs').deleteMany({});
    const run = (await jobRuns.find(NAME))?.recent?.at(-1);
    expect(run?.outcome).to.equal('done');
    return { span: spans[0]!, at: run!.startedAt };
  }

  async function note(
    outcome: 'done' | 'failed',
    { agoMs, tookMs = 40, worker = 'host:1' }: { agoMs: number; tookMs?: number; worker?: string },
  ): Promise<Date> {
    const startedAt = new Date(bureau.clock.now().getTime() - agoMs);
    const finishedAt = new Date(startedAt.getTime() + tookMs);
    const run = { startedAt, finishedAt, durationMs: tookMs, worker, outcome };
    await bureau.services.jobRuns.note({ _id: NAME, ...run });
    return startedAt;
  }

  /** Books, and loses every message about it as a crash does. */
  async function bookUntold(seed: number, start: string): Promise<string> {
    const { models } = bureau.services;
    const { reference } = await bureau.bookCouple(seed, { start });
    const subject = (await models.appointments.findOne({ reference }).lean())?._id ?? '';
    await models.messages.deleteMany({ subject });
    return subject;
  }

  async function kindsOf(subject: string): Promise<string[]> {
    return (await bureau.services.models.messages.find({ subject }).lean()).map(({ kind }) => kind);
  }
});
