import { expect } from 'chai';
import { distanceKm, parsePosition } from '../../../src/features/booking/distance.js';
import { openingTexts } from '../../../src/features/booking/opening-text.js';
import { createI18n } from '../../../src/infrastructure/i18n.js';
import { releaseClock } from '../../../assets/js/enhance/release-time.js';
import { testHall } from '../../support/halls.js';

describe('what a hall says about itself', () => {
  const t = createI18n('locales').fixedT('zh-CN');
  const plain = (texts: string[]) => texts.map((text) => text.replaceAll('\u2060', ''));

  it('joins weekdays with the same hours and keeps the others apart', () => {
    const { opening } = testHall();
    const saturday = { weekday: 6, from: '09:00', to: '11:30' } as const;
    expect(plain(openingTexts({ opening: [...opening, saturday] }, t))).to.deep.equal([
      '周一至周五 09:00–12:00、14:00–17:00',
      '周六 09:00–11:30',
    ]);
    expect(plain(openingTexts({ opening: opening.filter(({ weekday }) => weekday !== 3) }, t))).to.deep.equal([
      '周一至周二 09:00–12:00、14:00–17:00',
      '周四至周五 09:00–12:00、14:00–17:00',
    ]);
  });

  it('measures the way to it', () => {
    const [futian, nanshan] = [
      { latitude: 22.54, longitude: 114.05 },
      { latitude: 22.53, longitude: 113.93 },
    ];
    expect(distanceKm(futian, nanshan)).to.be.closeTo(12.4, 0.2);
    expect(distanceKm(futian, futian)).to.equal(0);
  });

  it('takes a position to a kilometre and nothing that is none', () => {
    expect(parsePosition('22.543096', '114.057865')).to.deep.equal({ latitude: 22.54, longitude: 114.06 });
    for (const [lat, lng] of [
      ['91', '0'],
      ['0', '181'],
      ['', ''],
      ['1e1', '2'],
      ['NaN', '1'],
      ['[$gt]', '1'],
    ] as const)
      expect(parsePosition(lat, lng), `${lat},${lng}`).to.equal(undefined);
  });
});

describe('the clock of a release', () => {
  it('shows days only when there are some', () => {
    expect(releaseClock(((23 * 60 + 4) * 60 + 5) * 1000, '# d ')).to.equal('23:04:05');
    expect(releaseClock((2 * 86_400 + 65) * 1000, '# d ')).to.equal('2 d 0:01:05');
    expect(releaseClock(0, '# d ')).to.equal('0:00:00');
  });

  it('counts a started second', () => {
    expect(releaseClock(3_599_500, '')).to.equal('1:00:00');
  });
});
