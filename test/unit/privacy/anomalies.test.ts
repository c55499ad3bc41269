import { expect } from 'chai';
import { anomaliesIn, type WatchedRead } from '../../../src/features/privacy/person-access/anomalies.js';

const MONDAY = Date.parse('2026-11-09T02:00:00Z');
const MINUTE = 60_000;
const DAY = 86_400_000;
const always = { isOpenAt: () => true };

describe('looks that stand out', () => {
  it('are many records within an hour, not many in a day', () => {
    const burst = Array.from({ length: 31 }, (_, index) =>
      read({ at: MONDAY + index * MINUTE, subject: `a:${index}` }),
    );
    const spread = burst.map((each, index) => ({ ...each, at: new Date(MONDAY + index * 3 * MINUTE) }));
    expect(kindsOf(anomaliesIn(burst, always))).to.deep.equal(['many-records']);
    expect(anomaliesIn(burst, always)[0]).to.include({ count: 31, staff: 'one' });
    expect(anomaliesIn(spread, always)).to.deep.equal([]);
  });

  it('are found across the full hour', () => {
    const from = MONDAY + 45 * MINUTE;
    const burst = Array.from({ length: 31 }, (_, index) => read({ at: from + index * MINUTE, subject: `a:${index}` }));
    expect(kindsOf(anomaliesIn(burst, always))).to.deep.equal(['many-records']);
  });

  it('do not count the same record twice, nor two people’s work together', () => {
    const same = Array.from({ length: 60 }, (_, index) => read({ at: MONDAY + index * MINUTE }));
    const two = Array.from({ length: 40 }, (_, index) =>
      read({ at: MONDAY + index * MINUTE, subject: `a:${index}`, staff: index % 2 ? 'one' : 'two' }),
    );
    expect(anomaliesIn(same, always)).to.deep.equal([]);
    expect(anomaliesIn(two, always)).to.deep.equal([]);
  });

  it('are those while the hall is shut, once a day', () => {
    const night = [read({ at: MONDAY }), read({ at: MONDAY + MINUTE }), read({ at: MONDAY + DAY })];
    const found = anomaliesIn(night, { isOpenAt: () => false });
    expect(found.map(({ kind, count }) => [kind, count])).to.deep.equal([
      ['odd-hours', 2],
      ['odd-hours', 1],
    ]);
  });

  it('are those that come back to one person in case after case', () => {
    const cases = (count: number) =>
      Array.from({ length: count }, (_, index) => read({ at: MONDAY + index * DAY, case: `c${index}`, people: ['p'] }));
    expect(anomaliesIn(cases(4), always)).to.deep.equal([]);
    expect(kindsOf(anomaliesIn(cases(5), always))).to.deep.equal(['same-person']);
    const oneCase = cases(5).map((each) => ({ ...each, case: 'c' }));
    expect(anomaliesIn(oneCase, always)).to.deep.equal([]);
  });

  it('are those at somebody of one’s own name', () => {
    expect(kindsOf(anomaliesIn([read({ isOwnName: true })], always))).to.deep.equal(['own-name']);
  });

  it('have the same key whenever they are looked for', () => {
    const burst = Array.from({ length: 40 }, (_, index) =>
      read({ at: MONDAY + index * MINUTE, subject: `a:${index}` }),
    );
    const [earlier, later] = [burst.slice(0, 35), burst].map((reads) => anomaliesIn(reads, always)[0]);
    expect(later?.key).to.equal(earlier?.key);
    expect(later?.count).to.be.greaterThan(earlier?.count ?? 0);
  });
});

function read({ at = MONDAY, ...rest }: { at?: number } & Partial<Omit<WatchedRead, 'at'>>): WatchedRead {
  return {
    _id: `r${at}`,
    case: 'case',
    at: new Date(at),
    staff: 'one',
    staffName: '员工',
    hall: 'futian',
    subject: 'appointment:XY-0000-0001',
    people: [],
    ...rest,
  };
}

function kindsOf(found: readonly { kind: string }[]): string[] {
  return found.map(({ kind }) => kind);
}
