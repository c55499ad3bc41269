import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { useBureau } from '../../support/bureau.js';
import { makeTempFolder } from '../../support/temp-folder.js';
import { operatorOfBureau } from './support/operator.js';

const folder = makeTempFolder('notices');
const festivals = { '01-01': '元旦', '02-06': '春节', '04-05': '清明节', '05-01': '劳动节', '06-09': '端午节' };
const autumn = { '09-15': '中秋节', '10-01': '国庆节' };
const NOTICE = {
  year: 2027,
  source: '国办发明电〔2026〕测试',
  holidays: Object.entries({ ...festivals, ...autumn }).map(([day, name]) => ({ date: `2027-${day}`, name })),
  workdays: [{ date: '2027-01-30', name: '春节' }],
};

describe('npm run calendar:import', function () {
  this.timeout(60_000);
  const run = operatorOfBureau(useBureau());

  it('says what would change, and imports it with --commit', async () => {
    const file = fileOf(NOTICE);
    const dry = await run('calendar-import', `--file ${file}`);
    expect(dry.report).to.deep.include({ committed: false, year: 2027, revision: 0 });
    expect(dry.report['changes'].workdaysAdded).to.include('2027-01-30');
    const { code, report } = await run('calendar-import', `--file ${file} --commit`);
    expect([code, report['revision'], report['changes']]).to.deep.equal([0, 1, dry.report['changes']]);
    const again = await run('calendar-import', `--file ${file} --commit`);
    expect(again.report['changes'].workdaysAdded).to.deep.equal([]);
  });

  it('refuses a notice with wrong days, naming each, and a file that is none', async () => {
    const wrong = { ...NOTICE, holidays: [{ date: '2026-01-01', name: '元旦' }], workdays: [] };
    const { code, report } = await run('calendar-import', `--file ${fileOf(wrong)} --commit`);
    expect(code).to.equal(1);
    expect(report['errors'].join()).to.contain('holidays.0.date: holiday-other-year');
    const missing = await run('calendar-import', `--file ${join(folder, 'none.json')}`);
    expect(missing.report['errors'][0]).to.contain('cannot be read');
  });
});

let files = 0;

function fileOf(notice: object): string {
  const file = join(folder, `notice-${(files += 1)}.json`);
  writeFileSync(file, JSON.stringify(notice));
  return file;
}
