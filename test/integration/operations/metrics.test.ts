import { expect } from 'chai';
import supertest from 'supertest';
import { createApp } from '../../../src/app.js';
import { openConnection } from '../../../src/infrastructure/mongo.js';
import { createServices } from '../../../src/services.js';
import { countCommands, useBureau } from '../../support/bureau.js';
import { openStoreLink } from '../../support/store-link.js';

const MINUTE_MS = 60_000;

describe('GET /metrics', function () {
  this.timeout(30_000);
  const bureau = useBureau();

  it('shows when each job ran, how it went and when it runs next', async () => {
    const { jobRuns } = bureau.services;
    const at = bureau.clock.now();
    await jobRuns.planned([
      { name: 'plan-slots', every: '10 minutes' },
      { name: 'rotate-keys', every: '1 minute' },
    ]);
    const run = { startedAt: at, finishedAt: at, durationMs: 1500 };
    await jobRuns.note({ _id: 'plan-slots', ...run, outcome: 'done' });
    await jobRuns.note({ _id: 'plan-slots', ...run, outcome: 'failed', error: 'RangeError' });
    const nextRunAt = new Date(Date.now() + 5 * MINUTE_MS);
    await bureau.connection
      .collection('agendaJobs')
      .insertOne({ name: 'plan-slots', type: 'single', nextRunAt, lockedAt: null });

    const { text } = await bureau.http.get('/metrics').expect(200);
    const job = 'job="plan-slots"';
    expect(valueOf(text, 'xiyue_job_last_run_timestamp_seconds', job)).to.equal(at.getTime() / 1000);
    expect(valueOf(text, 'xiyue_job_last_duration_seconds', job)).to.equal(1.5);
    expect(valueOf(text, 'xiyue_job_last_outcome', job)).to.equal(0);
    expect(valueOf(text, 'xiyue_job_failures_total', job)).to.equal(1);
    expect(valueOf(text, 'xiyue_job_failures_in_row', job)).to.equal(1);
    const next = valueOf(text, 'xiyue_job_next_run_timestamp_seconds', job) ?? 0;
    expect(next * 1000 - bureau.clock.now().getTime()).to.be.within(4 * MINUTE_MS, 5 * MINUTE_MS);
    expect(valueOf(text, 'xiyue_job_failures_total', 'job="rotate-keys"')).to.equal(0);
    expect(valueOf(text, 'xiyue_job_last_outcome', 'job="rotate-keys"'), 'has not run').to.equal(undefined);
  });

  it('forgets a job that no worker plans any more', async () => {
    await bureau.services.jobRuns.planned([{ name: 'rotate-keys', every: '1 minute' }]);
    bureau.advance(2000);
    await new Promise((resolve) => setTimeout(resolve, 1100));
    const { text } = await bureau.http.get('/metrics').expect(200);
    expect(text).to.include('job="rotate-keys"').and.not.to.include('job="plan-slots"');
  });

  it('counts messages by state and channel, and says how long the oldest has waited', async () => {
    await bureau.bookCouple(1);
    const { messages } = bureau.services.models;
    const sent = await messages.findOne({ kind: 'appointment-confirmed' }).lean();
    const waiting = new Date(bureau.clock.now().getTime() - 10 * MINUTE_MS);
    const queued = { state: 'queued', nextAt: waiting, wakeAt: waiting };
    await messages.insertMany([
      { ...sent, _id: 'due', ...queued },
      { ...sent, _id: 'dead', state: 'failed' },
    ]);
    await new Promise((resolve) => setTimeout(resolve, 1100));
    const { text } = await bureau.http.get('/metrics').expect(200);
    expect(valueOf(text, 'xiyue_messages', 'state="failed",channel="outbox"')).to.equal(1);
    expect(valueOf(text, 'xiyue_messages_settled_last_day', 'state="sent",channel="outbox"')).to.be.above(0);
    expect(valueOf(text, 'xiyue_messages_oldest_due_seconds')).to.be.within(600, 630);
  });

  it('reads the store a few times, however many jobs and numbers there are', async () => {
    await new Promise((resolve) => setTimeout(resolve, 1100));
    const sent = await countCommands(bureau.connection, () => bureau.http.get('/metrics').expect(200));
    expect(sent.length, sent.join()).to.be.at.most(8);
  });

  it('answers without what only the store knows while the store is away', async () => {
    const link = await openStoreLink(bureau.config.store.uri);
    const connection = openConnection(link.uri);
    await connection.asPromise();
    const { config, clock, logger, i18n } = bureau.services;
    const http = supertest(createApp(createServices({ config, connection, clock, logger, i18n })));
    expect((await http.get('/metrics').expect(200)).text).to.include('xiyue_job_last_run');
    await link.cut();
    await new Promise((resolve) => setTimeout(resolve, 1100));
    const { status, text } = await http.get('/metrics');
    expect(status).to.equal(200);
    expect(text).to.include('process_cpu_seconds_total');
    expect(text).not.to.match(/^xiyue_(job|messages)[^ ]* /m);
    await connection.close();
  });

  /** The value of one line; labels are those that the gauge itself has. */
  function valueOf(text: string, name: string, labels = ''): number | undefined {
    const line = text.split('\n').find((each) => each.startsWith(`${name}{`) && each.includes(labels));
    return line === undefined ? undefined : Number(line.slice(line.lastIndexOf(' ') + 1));
  }
});
