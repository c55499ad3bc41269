import { expect } from 'chai';
import {
  almanacOn,
  createWorkCalendar,
  datesBetween,
  dayLabels,
  packagedHolidayYears,
  peakDayOn,
  quietDayLabels,
} from '../../../src/features/calendar/index.js';

const calendar = createWorkCalendar(packagedHolidayYears());

describe('day labels', () => {
  it('shows Qixi with its lunar date', () => {
    expect(dayLabels('2026-08-19', calendar, 'zh-CN')).to.deep.equal([
      { kind: 'lunar', text: '七月初七' },
      { kind: 'peak', text: '七夕' },
    ]);
    expect(dayLabels('2026-08-19', calendar, 'en')).to.deep.equal([
      { kind: 'lunar', text: 'Lunar 7/7' },
      { kind: 'peak', text: 'Qixi' },
    ]);
  });

  it('shows holidays, make-up workdays and good days to marry', () => {
    const kinds = (date: string): string[] => dayLabels(date, calendar, 'zh-CN').map(({ kind }) => kind);
    expect(kinds('2026-10-01')).to.include.members(['lunar', 'holiday', 'peak']);
    expect(dayLabels('2026-09-20', calendar, 'zh-CN')[1]).to.deep.equal({ kind: 'workday', text: '调休上班' });
    expect(
      dayLabels('2026-05-20', calendar, 'zh-CN')
        .slice(1)
        .map(({ text }) => text),
    ).to.deep.equal(['520', '宜嫁娶']);
  });

  it('says it shortly enough for a cell of a calendar', () => {
    expect(dayLabels('2026-09-20', calendar, 'en')[1]?.text).to.equal('Workday');
    expect(dayLabels('2026-05-20', calendar, 'en').at(-1)?.text).to.equal('Lucky day');
  });

  it('says nothing of weddings where nobody celebrates', () => {
    const kinds = (date: string): string[] => quietDayLabels(date, calendar, 'zh-CN').map(({ kind }) => kind);
    expect(kinds('2026-05-20')).to.deep.equal(['lunar']);
    expect(kinds('2026-10-01')).to.deep.equal(['lunar', 'holiday']);
  });

  it('finds Qixi of 2024, 2025 and 2026', () => {
    for (const date of ['2024-08-10', '2025-08-29', '2026-08-19']) expect(peakDayOn(date)?.code, date).to.equal('qixi');
  });

  it('knows the peak days of a year', () => {
    const codes = datesBetween('2026-01-01', '2026-12-31').flatMap((date) => peakDayOn(date)?.code ?? []);
    expect(codes).to.deep.equal([
      ...['new-year', 'valentine', 'lantern', '520', '521', 'qixi', '9-9', 'mid-autumn'],
      ...['national-day', 'national-day', 'national-day', '10-10', '11-11', '12-12'],
    ]);
  });

  it('celebrates nothing twice in a leap month', () => {
    expect(almanacOn('2025-07-31')).to.include({
      lunarMonth: 6,
      lunarDay: 7,
      leapMonth: true,
      lunarText: '闰六月初七',
    });
    expect(dayLabels('2025-07-31', calendar, 'en')[0]?.text).to.equal('Lunar leap 6/7');
    const midAutumns = datesBetween('2033-01-01', '2034-12-31').filter(
      (date) => peakDayOn(date)?.code === 'mid-autumn',
    );
    expect(midAutumns).to.have.length(2);
  });
});
