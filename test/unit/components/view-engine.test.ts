import { expect } from 'chai';
import { dateFilters } from '../../../src/infrastructure/view-dates.js';
import { errorFor, withAttributes } from '../../../src/infrastructure/view-filters.js';

const RELEASE = new Date('2026-08-04T00:30:00Z');

describe('date filters', () => {
  const chinese = dateFilters('zh-CN');
  const english = dateFilters('en');

  it('show a hall-local day as it is, whatever zone the server is in', () => {
    expect(chinese.day('2026-08-19')).to.equal('2026年8月19日 星期三');
    expect(english.day('2026-08-19')).to.equal('Wednesday 19 August 2026');
    expect(chinese.shortDay('2026-01-01')).to.equal('1月1日 周四');
    expect(english.month('2026-08')).to.equal('August 2026');
  });

  it('show an instant in the zone of the hall', () => {
    expect(chinese.time(RELEASE, 'Asia/Shanghai')).to.equal('08:30');
    expect(chinese.time(RELEASE.toISOString(), 'Asia/Urumqi')).to.equal('06:30');
    expect(english.dayAndTime(RELEASE, 'Asia/Shanghai')).to.equal('Tue 4 August 2026 08:30');
    expect(chinese.iso('2026-08-04T08:30:00+08:00')).to.equal('2026-08-04T00:30:00.000Z');
  });

  it('refuse to guess the zone', () => {
    expect(() => chinese.time(RELEASE, '')).to.throw('needs the zone of the hall');
  });
});

describe('view filters', () => {
  it('find the message of a field', () => {
    const errors = [{ field: 'phone', message: '请输入手机号码' }];
    expect(errorFor(errors, 'phone')).to.equal('请输入手机号码');
    expect(errorFor(errors, 'name')).to.equal(undefined);
    expect(errorFor(null, 'name')).to.equal(undefined);
  });

  it('write attributes escaped, without the empty and the impossible ones', () => {
    const attributes = withAttributes({
      'data-a': '"><x',
      hidden: true,
      disabled: false,
      lang: null,
      'x onload=': 'y',
    });
    expect(String(attributes)).to.equal(' data-a="&#34;&#62;&#60;x" hidden');
  });
});
