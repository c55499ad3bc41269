import { expect } from 'chai';
import { conditionOf, needsSomebody } from '../../../src/features/operations/jobs/job-condition.js';
import type { JobRunRecord } from '../../../src/features/operations/jobs/job-runs.js';
import type { Schedule } from '../../../src/features/operations/jobs/schedule.read-model.js';

const NOW = new Date('2026-11-02T09:00:00Z');
const SECOND_MS = 1000;

describe('conditionOf', () => {
  const before = (seconds: number) => new Date(NOW.getTime() - seconds * SECOND_MS);
  const soon = { nextRunAt: before(-10), isDisabled: false };
  const done: JobRunRecord = { _id: 'plan-slots', outcome: 'done', finishedAt: before(30), failuresInRow: 0 };
  const judge = (schedule: Schedule | undefined, run: JobRunRecord | undefined = done, lockMinutes?: number) =>
    conditionOf(lockMinutes === undefined ? {} : { lockMinutes }, { run, schedule, now: NOW });

  it('is fine after a run that did what it should', () => {
    expect(judge(soon)).to.equal('fine');
    expect(needsSomebody('fine')).to.equal(false);
  });

  it('waits while it is planned and has never run', () => {
    expect(conditionOf({}, { run: undefined, schedule: soon, now: NOW })).to.equal('waiting');
    expect(conditionOf({}, { run: { _id: 'plan-slots' }, schedule: soon, now: NOW })).to.equal('waiting');
  });

  it('is unplanned where no worker has ever started', () => {
    expect(judge(undefined)).to.equal('unplanned');
  });

  it('is late when nobody took it for more than two minutes', () => {
    expect(judge({ ...soon, nextRunAt: before(120) })).to.equal('fine');
    expect(judge({ ...soon, nextRunAt: before(121) })).to.equal('late');
  });

  it('runs, and is not late, while a worker holds it', () => {
    expect(judge({ ...soon, nextRunAt: before(200), lockedAt: before(100) })).to.equal('running');
  });

  it('is stuck once a worker holds it for longer than it may', () => {
    expect(judge({ ...soon, lockedAt: before(121) })).to.equal('stuck');
    expect(judge({ ...soon, lockedAt: before(599) }, done, 10)).to.equal('running');
    expect(judge({ ...soon, lockedAt: before(601) }, done, 10)).to.equal('stuck');
  });

  it('is failing from the first failed run to the next good one', () => {
    expect(judge(soon, { ...done, outcome: 'failed', failuresInRow: 1 })).to.equal('failing');
  });

  it('is stopped when Agenda is told not to run it', () => {
    expect(judge({ ...soon, isDisabled: true })).to.equal('stopped');
  });
});
