import { expect } from 'chai';
import { distanceOf } from '../../../src/features/eligibility/index.js';
import type { Business } from '../../../src/features/eligibility/index.js';
import { assess, codes, mainland, party } from './question.js';

interface Case {
  date: string;
  hall?: string;
  households?: [string | undefined, string | undefined];
  permit?: string;
  business?: Business;
}

function ground({
  date,
  hall = '440305',
  households = ['510104', '330106'],
  permit,
  business = 'marriage',
}: Case): string {
  const [male, female] = households;
  const parties = [
    mainland('male', { household: male === undefined ? undefined : { division: male } }),
    mainland('female', {
      household: female === undefined ? undefined : { division: female },
      residencePermit: permit === undefined ? undefined : { division: permit },
    }),
  ];
  const answer = assess({ date, today: date, business, parties, hall: { division: hall } });
  return answer.allowed ? answer.basis : codes(answer).join();
}

describe('a couple no ground lets register', () => {
  it('is told the widest ground the hall had that day', () => {
    const parties = [mainland('male'), mainland('female')].map((person) => ({
      ...person,
      household: { division: '330106' },
    }));
    const widest = (date: string) => assess({ date, today: date, parties, hall: { division: '440305' } });
    expect(widest('2018-05-21')).to.include({ allowed: false, basis: 'local' });
    expect(widest('2020-05-20')).to.include({ allowed: false, basis: 'city-wide' });
    expect(widest('2021-06-01')).to.include({ allowed: false, basis: 'cross-province-pilot' });
  });
});

describe('where a couple may register, by date', () => {
  const chengdu = '510104';
  const cases: [situation: string, expected: string, question: Case][] = [
    ['one household in the district, before the pilots', 'local', { date: '2021-05-31', hall: chengdu }],
    [
      'a permit, one day before the first pilot',
      'outside-jurisdiction',
      { date: '2021-05-31', hall: '440106', permit: '440106' },
    ],
    [
      'a permit, on the first day of the pilot',
      'cross-province-pilot',
      { date: '2021-06-01', hall: '440106', permit: '440106' },
    ],
    [
      'a permit of another district of a city that is not city-wide',
      'outside-jurisdiction',
      { date: '2021-06-01', hall: '440106', permit: '440104' },
    ],
    ['a permit of another district of Shenzhen', 'cross-province-pilot', { date: '2021-06-01', permit: '440306' }],
    ['no permit in a pilot province', 'outside-jurisdiction', { date: '2022-01-04', hall: '440106' }],
    [
      'a divorce in a marriage-only pilot',
      'outside-jurisdiction',
      { date: '2022-01-04', hall: '320102', permit: '320102', business: 'divorce-application' },
    ],
    [
      'a marriage in a marriage-only pilot',
      'cross-province-pilot',
      { date: '2022-01-04', hall: '320102', permit: '320102' },
    ],
    ['a marriage in Wuhan', 'cross-province-pilot', { date: '2022-01-04', hall: '420106', permit: '420106' }],
    ['a marriage elsewhere in Hubei', 'outside-jurisdiction', { date: '2022-01-04', hall: '420502', permit: '420502' }],
    [
      'a divorce in Sichuan',
      'cross-province-pilot',
      {
        date: '2023-05-31',
        hall: '510104',
        households: ['440305', '330106'],
        permit: '510104',
        business: 'divorce-application',
      },
    ],
    [
      'Beijing, on the last day before the extension',
      'outside-jurisdiction',
      { date: '2023-05-31', hall: '110105', permit: '110105' },
    ],
    [
      'Beijing, on the first day of the extension',
      'cross-province-pilot',
      { date: '2023-06-01', hall: '110105', permit: '110105' },
    ],
    [
      'a divorce in Jiangsu after the extension',
      'cross-province-pilot',
      { date: '2023-06-01', hall: '320102', permit: '320102', business: 'divorce-application' },
    ],
    ['Hunan, in no pilot', 'outside-jurisdiction', { date: '2025-05-09', hall: '430102', permit: '430102' }],
    ['Hunan, on the first day of the nationwide service', 'nationwide', { date: '2025-05-10', hall: '430102' }],
    [
      'without any household told, nationwide',
      'nationwide',
      { date: '2025-05-10', households: [undefined, undefined] },
    ],
    [
      'without any household told, before',
      'household-missing',
      { date: '2025-05-09', households: [undefined, undefined] },
    ],
    [
      'a household told only to its city',
      'household-district-needed',
      { date: '2019-05-20', households: ['440300', '510104'] },
    ],
    [
      'another district of Shenzhen, one day before city-wide',
      'outside-jurisdiction',
      { date: '2019-10-09', households: ['440306', '510104'] },
    ],
    ['another district of Shenzhen, city-wide', 'city-wide', { date: '2019-10-10', households: ['440306', '510104'] }],
    [
      'a Shenzhen household told only to its city, city-wide',
      'city-wide',
      { date: '2024-05-20', households: ['440300', '510104'] },
    ],
    [
      'a local household goes before the wider grounds',
      'local',
      { date: '2024-05-20', households: ['440305', '440306'], permit: '440305' },
    ],
    [
      'a district of Beijing, a hall of the whole municipality',
      'local',
      { date: '2020-01-02', hall: '110000', households: ['110105', '510104'] },
    ],
    [
      'reissue, in no pilot',
      'outside-jurisdiction',
      { date: '2024-05-20', hall: '440106', permit: '440106', business: 'reissue-marriage' },
    ],
    ['counselling, always', 'nationwide', { date: '2018-05-20', business: 'counselling' }],
  ];
  for (const [situation, expected, question] of cases) {
    it(`${question.date} ${situation}: ${expected}`, () => {
      expect(ground(question)).to.equal(expected);
    });
  }

  it('honours a hall’s own city-wide and province-wide service until the nationwide one', () => {
    const parties = [mainland('male', { household: { division: '440512' } }), mainland('female')];
    const at = (date: string, basis: 'city-wide' | 'province-wide'): string => {
      const jurisdiction = [{ basis, from: '2020-01-01' }];
      const answer = assess({ date, today: date, parties, hall: { division: '440106', jurisdiction } });
      return answer.allowed ? answer.basis : codes(answer).join();
    };
    expect(at('2019-12-31', 'province-wide')).to.equal('outside-jurisdiction');
    expect(at('2020-01-01', 'province-wide')).to.equal('province-wide');
    expect(at('2025-05-09', 'province-wide')).to.equal('province-wide');
    expect(at('2025-05-10', 'province-wide')).to.equal('nationwide');
    expect(at('2020-01-01', 'city-wide')).to.equal('outside-jurisdiction');
  });

  it('let the hall with authority serve its whole city for mixed couples', () => {
    const parties = [mainland('male', { household: { division: '440104' } }), party('female', 'hm-permit')];
    const hall = { division: '440106', foreignAuthority: true };
    expect(assess({ date: '2020-01-02', today: '2020-01-02', parties, hall })).to.deep.include({
      allowed: true,
      basis: 'local',
    });
    const elsewhere = [mainland('male', { household: { division: '440512' } }), party('female', 'hm-permit')];
    expect(codes(assess({ date: '2020-01-02', today: '2020-01-02', parties: elsewhere, hall }))).to.deep.equal([
      'outside-jurisdiction',
    ]);
  });

  it('counts how far a household is from the hall', () => {
    const distances = ['440305', '440304', '440300', '440106', '510104', '990000'].map((household) =>
      distanceOf(household, '440305'),
    );
    expect(distances).to.deep.equal([
      'same-district',
      'cross-district',
      'cross-district',
      'cross-city',
      'cross-province',
      undefined,
    ]);
    expect(distanceOf('110105', '110101')).to.equal('cross-district');
  });
});
