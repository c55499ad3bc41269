import { expect } from 'chai';
import type { Connection } from 'mongoose';
import type { AuditEvent } from '../../../src/audit/index.js';
import {
  HolidayCalendar,
  HolidayImports,
  type HolidayYear,
  holidayYearModel,
  packagedHolidayYears,
} from '../../../src/features/calendar/index.js';
import { DomainError, ValidationFailed } from '../../../src/errors/index.js';
import { openConnection } from '../../../src/infrastructure/mongo.js';
import { useStore } from '../../support/store.js';

const now = new Date('2026-11-05T02:00:00Z');

/** The notice of 2026 with a day more, as a bureau might import it. */
function notice(): HolidayYear {
  const year = packagedHolidayYears().find((candidate) => candidate.year === 2026);
  if (!year) throw new Error('the package lost 2026');
  return { ...year, source: '国办发明电', holidays: [...year.holidays, { date: '2026-08-19', name: '七夕' }] };
}

describe('importing a year of holidays', () => {
  const store = useStore();
  let connection: Connection;
  let calendar: HolidayCalendar;
  let imports: HolidayImports;
  const recorded: AuditEvent[] = [];

  before(() => {
    connection = openConnection(store.uri);
    const years = holidayYearModel(connection);
    calendar = new HolidayCalendar(years);
    imports = new HolidayImports(years, calendar, { record: (event) => recorded.push(event) });
  });

  after(() => connection.close());

  it('changes nothing when a date is wrong', async () => {
    const wrong = { ...notice(), workdays: [{ date: '2025-09-28', name: '国庆节' }] };
    const outcome = await imports
      .import({ notice: wrong, revision: 0, actor: 'admin', now })
      .catch((error: unknown) => error);
    expect(outcome).to.be.instanceOf(ValidationFailed);
    expect(await calendar.find(2026)).to.deep.include({ revision: 0 });
  });

  it('takes the place of the packaged year at once and says what changed', async () => {
    expect((await calendar.current()).isRestDay('2026-08-19')).to.equal(false);
    const { changes, revision } = await imports.import({ notice: notice(), revision: 0, actor: 'admin', now });
    expect(changes).to.deep.include({ holidaysAdded: ['2026-08-19'], holidaysRemoved: [], workdaysAdded: [] });
    expect(revision).to.equal(1);
    expect((await calendar.current()).isRestDay('2026-08-19')).to.equal(true);
    expect((await calendar.current()).isRestDay('2025-10-01')).to.equal(true);
    expect(recorded.map(({ key }) => key)).to.deep.equal(['holiday-year:2026:1']);
  });

  it('compares a second import with the first', async () => {
    const packaged = { ...notice(), holidays: notice().holidays.slice(0, -1) };
    const { changes } = await imports.import({ notice: packaged, revision: 1, actor: 'admin', now });
    expect(changes.holidaysRemoved).to.deep.equal(['2026-08-19']);
    expect((await calendar.find(2026)).revision).to.equal(2);
  });

  it('lets one of two administrators win who looked at the same revision', async () => {
    const outcomes = await Promise.allSettled([1, 2].map(() => attempt(2)));
    expect(outcomes.map(({ status }) => status)).to.have.members(['fulfilled', 'rejected']);
    expect((await calendar.find(2026)).revision).to.equal(3);
  });

  it('refuses an import that looked at an older revision, or at none', async () => {
    for (const revision of [0, 1, 9]) {
      const refusal = await attempt(revision).catch((error: unknown) => error);
      expect(refusal).to.be.instanceOf(DomainError).with.property('code', 'holiday-year-changed');
    }
    expect((await calendar.find(2026)).revision).to.equal(3);
  });

  function attempt(revision: number): Promise<unknown> {
    return imports.import({ notice: notice(), revision, actor: 'admin', now });
  }
});
