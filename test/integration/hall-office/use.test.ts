import { load } from 'cheerio';
import { expect } from 'chai';
import { useBureau } from '../../support/bureau.js';
import { signedIn, type StaffAgent } from '../../support/staff.js';

const DAY = '2026-11-05';
const ADDRESS = '/staff/hall/use?month=2026-11';

describe('a month of use', function () {
  this.timeout(60_000);
  const bureau = useBureau();
  let manager: StaffAgent;

  before(async () => {
    for (const [seed, start] of [
      [9401, '09:00'],
      [9402, '09:00'],
      [9403, '09:00'],
      [9404, '10:00'],
    ] as const)
      await bureau.bookCouple(seed, { date: DAY, start });
    await bureau.bookCouple(9405, { date: DAY, start: '09:00', hall: 'nanshan' });
    const { appointments } = bureau.services.models;
    const records = await appointments.find({ hall: 'futian', date: DAY }).sort({ start: 1 }).lean();
    const become = (index: number, state: string, lane = 'online') =>
      appointments.updateOne({ _id: records[index]?._id }, { $set: { state, lane } });
    await become(0, 'completed');
    await become(1, 'no-show');
    await become(2, 'checked-in', 'walk-in');
    await become(3, 'cancelled');
    manager = await signedIn(bureau, 'hall-manager');
  });

  it('counts by day and slot: places, booked, arrived, no-shows and walk-ins', async () => {
    const days = await bureau.services.hallOffice.use.ofMonth({ hall: 'futian', month: '2026-11' });
    expect(days).to.have.length(30);
    const day = days.find(({ date }) => date === DAY);
    expect(day?.slots.get('09:00')).to.include({ booked: 2, walkIns: 1, arrived: 2, noShows: 1 });
    expect(day?.slots.get('09:00')?.capacity).to.be.greaterThan(6);
    expect(day?.slots.get('10:00')).to.include({ booked: 0, arrived: 0 });
    expect(day?.total).to.include({ booked: 2, walkIns: 1 });
  });

  it('reads the couples from an index', async () => {
    const { queryPlanner } = (await bureau.services.models.appointments.collection
      .find({ hall: 'futian', date: { $gte: '2026-11-01', $lte: '2026-11-30' }, business: 'marriage' })
      .explain('queryPlanner')) as { queryPlanner: { winningPlan: object } };
    expect(JSON.stringify(queryPlanner.winningPlan))
      .to.contain('IXSCAN')
      .and.to.match(/"indexName":"(use|hallDay)"/);
  });

  it('is a table whose colours say no more than its numbers, and a day in full', async () => {
    const { status, text } = await manager.get(`${ADDRESS}&day=${DAY}&business=marriage`);
    expect(status).to.equal(200);
    const page = load(text);
    expect(page('.heat-table tbody tr')).to.have.length(30);
    const cell = page(`.heat-table a[href*="day=${DAY}"]`).closest('tr').find('td').first();
    expect(cell.text()).to.match(/^3\/\d+$/);
    expect(cell.attr('class')).to.match(/heat--[1-5]/);
    expect(page('#day').text()).to.contain('11月5日');
    expect(text).not.to.match(/hall-office:|undefined/);
  });

  it('is a spreadsheet with one line for each day and slot', async () => {
    const response = await manager.get('/staff/hall/use.csv?month=2026-11&business=marriage');
    expect(response.headers['content-type']).to.equal('text/csv; charset=utf-8');
    expect(response.headers['content-disposition']).to.contain('use-futian-2026-11-marriage.csv');
    const lines = response.text.split('\r\n');
    expect(lines[0]).to.contain('日期,时段,名额,预约,现场取号,到场,未到场');
    expect(lines.find((line) => line.startsWith(`${DAY},09:00`))).to.match(/,2,1,2,1$/);
  });

  it('shows this month whatever the address says', async () => {
    for (const query of ['month=2026-13', 'month[$gt]=1', 'month=%00&day=x', 'business=nothing'])
      expect((await manager.get(`/staff/hall/use?${query}`)).status).to.equal(200);
  });

  it('is the hall’s own: a registrar is refused', async () => {
    const registrar = await signedIn(bureau, 'registrar');
    expect((await registrar.get(ADDRESS)).status).to.equal(403);
    expect((await registrar.get('/staff/hall/use.csv')).status).to.equal(403);
  });
});
