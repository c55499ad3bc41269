import { expect } from 'chai';
import { checkHolidayYear, packagedHolidayYears, readNotice } from '../../../src/features/calendar/index.js';

/** As published: 国办发明电〔2025〕7号. */
const NOTICE_2026 = `各省、自治区、直辖市人民政府，国务院各部委、各直属机构：
　　经国务院批准，现将2026年元旦、春节、清明节、劳动节、端午节、中秋节和国庆节放假调休日期的具体安排通知如下。
　　一、元旦：1月1日（周四）至3日（周六）放假调休，共3天。1月4日（周日）上班。
　　二、春节：2月15日（农历腊月二十八、周日）至23日（农历正月初七、周一）放假调休，共9天。2月14日（周六）、2月28日（周六）上班。
　　三、清明节：4月4日（周六）至6日（周一）放假，共3天。
　　四、劳动节：5月1日（周五）至5日（周二）放假调休，共5天。5月9日（周六）上班。
　　五、端午节：6月19日（周五）至21日（周日）放假，共3天。
　　六、中秋节：9月25日（周五）至27日（周日）放假，共3天。
　　七、国庆节：10月1日（周四）至7日（周三）放假调休，共7天。9月20日（周日）、10月10日（周六）上班。
　　节假日期间，各地区、各部门要妥善安排好值班和安全、保卫、疫情防控等工作。`;

const NOTICE_2025 = `一、元旦：1月1日（周三）放假1天，不调休。
二、春节：1月28日（农历除夕、周二）至2月4日（农历正月初七、周二）放假调休，共8天。1月26日（周日）、2月8日（周六）上班。
三、清明节：4月4日（周五）至6日（周日）放假，共3天。
四、劳动节：5月1日（周四）至5日（周一）放假调休，共5天。4月27日（周日）上班。
五、端午节：5月31日（周六）至6月2日（周一）放假，共3天。
六、国庆节、中秋节：10月1日（周三）至8日（周三）放假调休，共8天。9月28日（周日）、10月11日（周六）上班。`;

describe('readNotice', () => {
  for (const [year, text] of [
    [2025, NOTICE_2025],
    [2026, NOTICE_2026],
  ] as const)
    it(`reads the notice of ${year} to the days the maintained package has`, () => {
      const { holidays, workdays, errors } = readNotice(text, year);
      const known = packagedHolidayYears().find((candidate) => candidate.year === year);
      expect(errors).to.deep.equal([]);
      expect(dates(holidays)).to.deep.equal(dates(known?.holidays ?? []));
      expect(dates(workdays)).to.deep.equal(dates(known?.workdays ?? []));
      expect(checkHolidayYear({ year, source: '国办发明电', holidays, workdays })).to.deep.equal([]);
    });

  it('names a festival that two holidays share in both languages', () => {
    const { holidays } = readNotice(NOTICE_2025, 2025);
    const national = holidays.find(({ date }) => date === '2025-10-06');
    expect(national).to.include({ name: '国庆节、中秋节', nameEn: 'Mid-autumn Festival, National Day' });
  });

  it('refuses a line whose days do not come to what it says, and a date that does not exist', () => {
    for (const line of ['一、元旦：1月1日至3日放假，共4天。', '一、元旦：2月30日放假。', '一、元旦：照常。'])
      expect(readNotice(line, 2026).errors.map(({ code }) => code)).to.deep.equal(['notice-days']);
  });

  it('says so when there is nothing to read', () => {
    expect(readNotice('放假通知', 2026).errors.map(({ code }) => code)).to.deep.equal(['notice-no-item']);
  });

  function dates(days: readonly { date: string }[]): string[] {
    return days.map(({ date }) => date).sort();
  }
});
