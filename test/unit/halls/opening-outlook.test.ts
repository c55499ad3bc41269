import { expect } from 'chai';
import { createWorkCalendar, packagedHolidayYears } from '../../../src/features/calendar/index.js';
import { matches } from '../../../src/features/halls/hall-list.controller.js';
import { specialDays, weekOf } from '../../../src/features/halls/opening-outlook.js';
import { testHall } from '../../support/halls.js';

const calendar = createWorkCalendar(packagedHolidayYears());
const morning = [{ from: '09:00', to: '12:00' }];
const note = { 'zh-CN': '延时服务', en: 'Extra hours' };

describe('the opening hours of a hall', () => {
  it('put neighbouring days with the same hours together', () => {
    expect(weekOf(testHall()).map(({ from, to, hours }) => [from, to, hours.length])).to.deep.equal([
      [1, 5, 2],
      [6, 7, 0],
    ]);
  });

  it('name the holidays and make-up days ahead, runs of days as one', () => {
    const days = specialDays({ hall: testHall(), from: '2026-09-15', calendar, language: 'zh-CN' });
    const national = days.find(({ reason, isMakeUp }) => reason === '国庆节' && !isMakeUp);
    expect(national).to.deep.include({ from: '2026-10-01', hours: [] });
    expect(days.some(({ from, hours, isMakeUp }) => from === '2026-09-20' && isMakeUp && hours.length === 2)).to.equal(
      true,
    );
  });

  it('let a closure win over dated hours, and dated hours over a holiday', () => {
    const hall = testHall({
      exceptions: [
        { date: '2026-10-01', hours: morning, note },
        { date: '2026-10-20', hours: morning, note },
      ],
      closures: [{ from: '2026-10-20', to: '2026-10-21', reason: { 'zh-CN': '搬迁', en: 'Moving house' } }],
    });
    const days = specialDays({ hall, from: '2026-09-28', calendar, language: 'en' });
    expect(days.find(({ from }) => from === '2026-10-01')).to.deep.include({ reason: 'Extra hours', hours: morning });
    expect(days.find(({ reason }) => reason === 'Moving house')).to.deep.include({
      from: '2026-10-20',
      to: '2026-10-21',
      hours: [],
    });
  });
});

describe('searching halls', () => {
  for (const words of ['', '福田', '深圳市', 'shenzhen', 'FUTIAN  district', '示例路'])
    it(`finds the hall by “${words}”`, () => {
      expect(matches(testHall(), words)).to.equal(true);
    });

  it('wants every word', () => {
    expect(matches(testHall(), '福田 上海')).to.equal(false);
  });
});
