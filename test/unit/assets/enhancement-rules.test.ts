import { expect } from 'chai';
import { clockText, millisecondsLeft, minutesToAnnounce } from '../../../assets/js/enhance/countdown-time.js';
import { matchOptions } from '../../../assets/js/enhance/match-options.js';

const MINUTE = 60_000;

describe('countdown', () => {
  it('shows zero only when the time is over', () => {
    expect([10 * MINUTE, 9 * MINUTE + 4_001, 1, 0].map(clockText)).to.deep.equal(['10:00', '9:05', '0:01', '0:00']);
    expect(millisecondsLeft({ deadline: 5, now: 9 })).to.equal(0);
  });

  it('is read out only at a few minutes, once each', () => {
    const spoken: number[] = [];
    let announced: number | undefined;
    for (let left = 10 * MINUTE; left > 0; left -= 1000) {
      const mark = minutesToAnnounce(left, announced);
      if (mark === undefined) continue;
      announced = mark;
      spoken.push(mark);
    }
    expect(spoken).to.deep.equal([5, 3, 2, 1, 0]);
  });
});

describe('filter of a long select', () => {
  const choices = [
    { value: '4401', text: '广州市', search: '广州市 guangzhou gz', group: '广东省' },
    { value: '4403', text: '深圳市', search: '深圳市 shenzhen sz', group: '广东省' },
    { value: '4205', text: '宜昌市', search: '宜昌市 yichang yc', group: '湖北省' },
  ];
  const found = (query: string) => matchOptions(choices, query).map(({ value }) => value);

  it('finds by name, pinyin, initials and group', () => {
    expect(found('深圳')).to.deep.equal(['4403']);
    expect(found('SHEN')).to.deep.equal(['4403']);
    expect(found('yc')).to.deep.equal(['4205']);
    expect(found('广东')).to.deep.equal(['4401', '4403']);
    expect(found('广东 sz')).to.deep.equal(['4403']);
    expect(found('  ')).to.have.lengthOf(3);
    expect(found('火星')).to.be.empty;
  });

  it('puts what starts with the words first', () => {
    expect(found('z')).to.deep.equal(['4401', '4403']);
    expect(found('ang')).to.deep.equal(['4401', '4205']);
  });
});
