import { expect } from 'chai';
import { MongoClient } from 'mongodb';
import { peakDayOn } from '../../../src/features/calendar/index.js';
import { ROLE_NAMES } from '../../../src/features/staff/index.js';
import { useStore } from '../../support/store.js';
import { operatorOfEmpty } from './support/operator.js';

describe('npm start on an empty database: the demo bureau', function () {
  this.timeout(120_000);
  const store = useStore();
  const run = operatorOfEmpty(store);

  before(async () => {
    await run('migrate', '--commit');
  });

  it('is only announced without --commit', async () => {
    const { report } = await run('seed-demo', '');
    expect(report).to.deep.include({ committed: false, loaded: false, halls: 3 });
    expect(report['counts'].after).to.deep.include({ halls: 0, slots: 0, appointments: 0 });
  });

  it('is loaded once by two products that start together', async () => {
    const runs = await Promise.all([run('seed-demo', '--commit'), run('seed-demo', '--commit')]);
    expect(runs.map(({ code }) => code)).to.deep.equal([0, 0]);
    const { report } = await run('seed-demo', '--commit');
    expect(report).to.deep.include({ loaded: false });
    expect(report['counts'].after['halls']).to.equal(3);
    expect(report['counts'].after['appointments']).to.be.within(300, 900);
    expect(report['counts'].after['divorceApplications']).to.equal(3);
  });

  it('has three halls in two provinces, one with foreign authority', async () => {
    const { halls } = (await run('halls', '')).report;
    expect(new Set(halls.map(({ division }: { division: string }) => division.slice(0, 2)))).to.have.property(
      'size',
      2,
    );
    expect(halls.filter((hall: { foreignAuthority: boolean }) => hall.foreignAuthority)).to.have.length(1);
  });

  it('has slots for two months, full days and a peak day that is not released', async () => {
    const slots = await readSlots(store.uri);
    const days = [...new Set(slots.map(({ date }) => date))].sort();
    expect(Date.parse(days.at(-1)!) - Date.parse(days[0]!)).to.be.at.least(57 * 86_400_000);
    const online = slots.filter(({ business, lane }) => business === 'marriage' && lane === 'online');
    const withRoom = new Set(online.filter(({ claims, capacity }) => claims.length < capacity).map(dayOf));
    const full = new Set(online.map(dayOf).filter((day) => !withRoom.has(day)));
    expect(full.size).to.be.at.least(3);
    const now = new Date();
    const peaks = online.filter(({ date, releaseAt }) => peakDayOn(date) && releaseAt > now);
    expect(new Set(peaks.map(({ hall }) => hall)).size).to.equal(3);
  });

  it('has an account for each role, named after it', async () => {
    const client = await MongoClient.connect(store.uri);
    const accounts = await client.db().collection('staffAccounts').find().toArray();
    await client.close();
    expect(accounts.map(({ username }) => String(username))).to.have.members(ROLE_NAMES);
    expect(accounts.every(({ isDemo }) => isDemo === true)).to.equal(true);
  });

  it('keeps every invariant', async () => {
    const { code, report } = await run('verify', '');
    expect(report['violations']).to.deep.equal([]);
    expect(code).to.equal(0);
    expect(report['checked'].appointments).to.be.above(300);
  });

  it('cannot exist in production', async () => {
    const { code, report } = await run('seed-demo', '--commit', { NODE_ENV: 'production' });
    expect(code).to.equal(1);
    expect(report['errors']).to.have.length(1);
  });
});

interface StoredSlot {
  hall: string;
  date: string;
  business: string;
  lane: string;
  capacity: number;
  releaseAt: Date;
  claims: unknown[];
}

const dayOf = ({ hall, date }: StoredSlot) => `${hall} ${date}`;

async function readSlots(uri: string): Promise<StoredSlot[]> {
  const client = new MongoClient(uri);
  try {
    return await client.db().collection<StoredSlot>('slots').find().toArray();
  } finally {
    await client.close();
  }
}
