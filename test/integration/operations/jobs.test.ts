import { load } from 'cheerio';
import { expect } from 'chai';
import { createScheduler } from '../../../src/jobs/scheduler.js';
import { recurringJobs } from '../../../src/jobs/recurring-jobs.js';
import { useBureau } from '../../support/bureau.js';
import { postForm, signedIn, type StaffAgent } from '../../support/staff.js';

const MINUTE_MS = 60_000;
const NOWHERE = { waiting: () => Promise.resolve(0), add: () => Promise.resolve() };

describe('GET /staff/operations', function () {
  this.timeout(30_000);
  const bureau = useBureau();

  it('lists every recurring job with its name in both languages before any has run', async () => {
    const agent = await signedIn(bureau, 'system-administrator');
    const names = recurringJobs(bureau.services, NOWHERE).map(({ name }) => name);
    for (const language of ['zh-CN', 'en']) {
      const $ = load((await agent.get('/staff/operations').set('Accept-Language', language)).text);
      const links = $('main tbody th a').toArray();
      expect(links.map((link) => $(link).attr('href'))).to.deep.equal(
        names.map((name) => `/staff/operations/jobs/${name}`),
      );
      const texts = $('main tbody th').text();
      expect(texts).not.to.match(/operations:|\b(title|text)\b.*jobs\./);
      for (const link of links) expect(names).not.to.include($(link).text());
    }
    const $ = load((await agent.get('/staff/operations')).text);
    expect(rowOf($, '排出预约时段')).to.include('没有安排').and.to.include('还没有执行过');
    expect($('main').text()).to.include('24 小时内没有工作进程执行过任务');
  });

  it('shows when a job last ran, for how long, by which worker, and how often it failed in a row', async () => {
    const agent = await signedIn(bureau, 'system-administrator');
    await plan();
    await note({ outcome: 'done', durationMs: 250 });
    await note({ outcome: 'failed', durationMs: 3000, error: 'StoreUnavailable' });
    await note({ outcome: 'failed', durationMs: 3000, error: 'StoreUnavailable' });
    const page = await agent.get('/staff/operations');
    const $ = load(page.text);
    expect(rowOf($, '排出预约时段')).to.match(/失败.*连续失败 2 次 StoreUnavailable.*3 秒/s);
    expect($('main .notice--warning').text()).to.match(/个任务需要看一下.*排出预约时段.*失败/s);
    expect($('main').text()).to.match(/host-1:42.*在工作/s);

    await note({ outcome: 'done', durationMs: 120 });
    const after = load((await agent.get('/staff/operations')).text);
    expect(rowOf(after, '排出预约时段')).to.include('正常').and.not.to.include('连续失败');
  });

  it('says when a job is to run next, in the list and on its own page', async () => {
    const agent = await signedIn(bureau, 'system-administrator');
    await plan({ nextRunAt: new Date(Date.now() + 5.5 * MINUTE_MS) });
    const list = load((await agent.get('/staff/operations')).text);
    expect(nextOf(list, '排出预约时段')).to.match(/^5 分钟后/);
    expect(nextOf(list, '到期清除'), 'nothing is planned').to.match(/^没有安排/);
    const page = load((await agent.get('/staff/operations/jobs/plan-slots')).text);
    const shown = page('main dt').filter((_, term) => page(term).text() === '下次执行');
    expect(shown.next('dd').text()).to.match(/\d{1,2}:\d{2}/);
  });

  it('keeps the last twenty runs of a job, the latest first', async () => {
    const agent = await signedIn(bureau, 'security-auditor');
    for (let run = 0; run < 25; run += 1) await note({ outcome: 'done', durationMs: run + 1 });
    const $ = load((await agent.get('/staff/operations/jobs/plan-slots')).text);
    const rows = $('main tbody tr')
      .toArray()
      .map((row) => $(row).find('td').eq(1).text());
    expect(rows).to.have.length(20);
    expect(rows[0]).to.equal('25 毫秒');
    expect($('main').text()).to.include('StoreUnavailable');
    expect($('main form').length, 'an auditor runs nothing').to.equal(0);
  });

  it('names what is late, stuck or switched off', async () => {
    const agent = await signedIn(bureau, 'system-administrator');
    const of = async (schedule: { nextRunAt?: Date; lockedAt?: Date | null; disabled?: boolean }) => {
      await plan(schedule);
      return rowOf(load((await agent.get('/staff/operations')).text), '排出预约时段');
    };
    const machine = (ms: number) => new Date(Date.now() + ms);
    expect(await of({ nextRunAt: machine(-10 * MINUTE_MS) })).to.include('延误');
    expect(await of({ nextRunAt: machine(-10 * MINUTE_MS), lockedAt: machine(-MINUTE_MS) })).to.include('正在执行');
    expect(await of({ lockedAt: machine(-11 * MINUTE_MS) })).to.include('卡住');
    expect(await of({ disabled: true })).to.include('已停用');
    expect(await of({})).to.include('正常');
  });

  it('runs a job now: one document for the workers, and an entry of the audit chain', async () => {
    const agent = await signedIn(bureau, 'system-administrator');
    const { status, headers } = await run(agent, 'plan-slots');
    expect(status).to.equal(303);
    const $ = load((await agent.get(String(headers['location']))).text);
    expect($('main .notice--success').first().text()).to.include('已安排“排出预约时段”');
    const waiting = await jobs().find({ name: 'plan-slots', type: 'normal' }).toArray();
    expect(waiting).to.have.length(1);
    const [entry] = await bureau.services.models.auditEntries.find({ action: 'operations.run-job' }).lean();
    expect(entry).to.include({ subject: 'job:plan-slots', result: 'done' });
    expect(entry?.actor).to.match(/^staff:/);
    expect((await run(agent, 'no-such-job')).status).to.equal(404);
  });

  it('is for the administrator, and for the auditor to look at', async () => {
    expect((await (await signedIn(bureau, 'hall-manager')).get('/staff/operations')).status).to.equal(403);
    expect((await run(await signedIn(bureau, 'security-auditor'), 'plan-slots')).status).to.equal(403);
  });

  it('is told by a real worker that runs a job', async () => {
    const failing = { name: 'plan-slots', every: '1 hour', run: () => Promise.reject(new RangeError('of somebody')) };
    await jobs().deleteMany({});
    const { connection, jobRuns, clock, logger } = bureau.services;
    const worker = { concurrency: 2, pollSeconds: 1 };
    const scheduler = createScheduler({ connection, tasks: [], jobRuns, clock, logger, worker });
    await scheduler.start([failing]);
    const before = (await jobRuns.find('plan-slots'))?.failures ?? 0;
    for (let waited = 0; waited < 100; waited += 1) {
      if (((await jobRuns.find('plan-slots'))?.failures ?? 0) > before) break;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    await scheduler.drain();
    const noted = await jobRuns.find('plan-slots');
    expect(noted?.lastFailure?.error).to.equal('RangeError');
    expect(noted?.worker).to.match(/:\d+$/);
    const agent = await signedIn(bureau, 'system-administrator');
    expect((await agent.get('/staff/operations')).text)
      .to.include('RangeError')
      .and.not.to.include('of somebody');
  });

  const jobs = () => bureau.connection.collection('agendaJobs');

  /** What Agenda keeps of a job that a worker planned. */
  async function plan(schedule: object = {}): Promise<void> {
    const nextRunAt = new Date(Date.now() + MINUTE_MS);
    await jobs().updateOne(
      { name: 'plan-slots', type: 'single' },
      { $set: { nextRunAt, lockedAt: null, disabled: false, ...schedule } },
      { upsert: true },
    );
  }

  async function note(run: { outcome: 'done' | 'failed'; durationMs: number; error?: string }): Promise<void> {
    const finishedAt = bureau.clock.now();
    const startedAt = new Date(finishedAt.getTime() - run.durationMs);
    await bureau.services.jobRuns.note({ _id: 'plan-slots', startedAt, finishedAt, worker: 'host-1:42', ...run });
  }

  function run(agent: StaffAgent, name: string) {
    return postForm(agent, `/staff/operations/jobs/${name}/run`);
  }

  function nextOf($: ReturnType<typeof load>, title: string): string {
    const column = $('main thead th')
      .toArray()
      .findIndex((head) => $(head).text() === '下次执行');
    const row = $('main tbody tr').filter((_, each) => $(each).find('th a').text() === title);
    return row.children().eq(column).text().trim();
  }

  function rowOf($: ReturnType<typeof load>, title: string): string {
    return $('main tbody tr')
      .filter((_, row) => $(row).find('th a').text() === title)
      .text();
  }
});
