import { load } from 'cheerio';
import { expect } from 'chai';
import { useBureau } from '../../support/bureau.js';
import { postForm, signedIn, type StaffAgent } from '../../support/staff.js';

const NOTICE = `一、元旦：1月1日至3日放假调休，共3天。1月4日上班。
二、春节：2月15日至23日放假调休，共9天。2月14日、2月28日上班。
三、清明节：4月4日至6日放假，共3天。
四、劳动节：5月1日至5日放假调休，共5天。5月9日上班。
五、端午节：6月19日至21日放假，共3天。
六、中秋节：9月25日至27日放假，共3天。
七、国庆节：10月1日至7日放假调休，共7天。9月20日、10月10日上班。
八、深圳日：11月10日（周二）放假，共1天。`;
const FIELDS = { year: '2026', source: '国办发明电〔2025〕7号', notice: NOTICE };

describe('the page of public holidays', function () {
  this.timeout(60_000);
  const bureau = useBureau();
  let administrator: StaffAgent;
  let reference: string;

  before(async () => {
    reference = (await bureau.bookCouple(9500, { date: '2026-11-10', start: '10:00' })).reference;
    administrator = await signedIn(bureau, 'system-administrator');
  });

  it('shows the years on record and proposes the next', async () => {
    const page = load((await administrator.get('/staff/calendar')).text);
    expect(page('main').text()).to.contain('2026').and.to.contain('chinese-days');
    expect(page('[name=year]').attr('value')).to.equal('2027');
  });

  it('names what is wrong in the notice and keeps it', async () => {
    const { status, text } = await preview({ ...FIELDS, notice: NOTICE.replace('共9天', '共8天') });
    expect(status).to.equal(422);
    expect(load(text)('.error-summary').text()).to.contain('春节').and.to.contain('9');
    expect(load(text)('[name=notice]').text()).to.contain('深圳日');
    const incomplete = await preview({ ...FIELDS, notice: NOTICE.replace('三、清明节', '清明节') });
    expect(load(incomplete.text)('.error-summary').text()).to.contain('清明');
  });

  it('shows which days change and what that does to each hall, before anything is imported', async () => {
    const { status, text } = await preview(FIELDS);
    expect(status).to.equal(200);
    const words = load(text)('main').text().replace(/\s+/g, ' ');
    expect(words)
      .to.contain('新增放假11月10日')
      .and.to.match(/福田测试登记处：.*1 个预约需要新的时间/);
    expect((await bureau.services.calendar.find(2026)).revision).to.equal(0);
  });

  it('imports it, closes the day everywhere and tells the couples', async () => {
    const page = load((await preview(FIELDS)).text);
    const revision = page('[name=revision]').attr('value') ?? '';
    const { status, headers } = await postForm(administrator, '/staff/calendar', { ...FIELDS, revision });
    expect([status, headers['location']]).to.deep.equal([303, '/staff/calendar?imported=2026']);
    const slot = await bureau.services.claims.read('nanshan/2026-11-10/10:00/marriage/online');
    expect(slot?.isClosed).to.equal(true);
    const record = await bureau.services.models.appointments.findOne({ reference }).lean();
    expect(record?.history.at(-1)).to.include({ action: 'time-closed', reason: FIELDS.source });
    expect(await bureau.services.models.messages.countDocuments({ kind: 'day-closed' })).to.equal(1);
  });

  it('answers 409 with the preview as it is now when somebody imported the year meanwhile', async () => {
    const { status, text } = await postForm(administrator, '/staff/calendar', { ...FIELDS, revision: '0' });
    expect(status).to.equal(409);
    expect(load(text)('main [name=revision]').attr('value')).to.equal('1');
    expect(load(text)('.notice').first().text()).to.contain('刚被他人更新');
  });

  it('takes hostile fields for text', async () => {
    for (const fields of [
      { 'year[$gt]': '1' },
      { ...FIELDS, year: '９９９９' },
      { ...FIELDS, notice: '<script>'.repeat(500) },
    ])
      expect((await preview(fields as never)).status).to.equal(422);
  });

  it('is the administrators’ own', async () => {
    const manager = await signedIn(bureau, 'hall-manager');
    expect((await manager.get('/staff/calendar')).status).to.equal(403);
  });

  function preview(fields: Record<string, string>) {
    return postForm(administrator, '/staff/calendar/preview', fields);
  }
});
