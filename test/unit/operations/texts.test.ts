import { expect } from 'chai';
import fc from 'fast-check';
import { maskAddress } from '../../../src/features/notifications/desk/mask-address.js';
import { durationText, everyText } from '../../../src/features/operations/jobs/duration-text.js';
import { shownWords } from '../../../src/features/operations/messages/shown-words.js';
import { createI18n } from '../../../src/infrastructure/i18n.js';

const i18n = createI18n('locales');

describe('durationText', () => {
  const english = i18n.fixedT('en');

  it('is told in the largest unit that it fills', () => {
    const told = [0, 999, 1000, 59_999, 60_000, 3_600_000, 172_800_000].map((ms) => durationText(ms, english));
    expect(told).to.deep.equal(['0 ms', '999 ms', '1 second', '59 seconds', '1 minute', '1 hour', '2 days']);
  });

  it('says how often a job runs, in both languages', () => {
    expect(everyText('10 minutes', english)).to.equal('Every 10 minutes');
    expect(everyText('1 hour', i18n.fixedT('zh-CN'))).to.equal('每 1 小时');
    expect(everyText('0 3 * * *', english)).to.equal('0 3 * * *');
  });
});

describe('maskAddress', () => {
  it('shows no more than tells which address is meant', () => {
    const masked = [
      '13800138000',
      '+85291234567',
      'li.wei@example.cn',
      'w@example.cn',
      'https://events.example/hook?k=1',
      '5b1d06032e300b43f4e42401',
    ];
    expect(masked.map(maskAddress)).to.deep.equal([
      '138****8000',
      '+85******567',
      'li***@example.cn',
      'w***@example.cn',
      'events.example',
      '5b1d06032e300b43f4e42401',
    ]);
  });

  it('never shows a whole mailbox or phone', () => {
    const name = fc.stringMatching(/^[a-z]{3,20}$/);
    fc.assert(fc.property(name, (local) => !maskAddress(`${local}@example.cn`).includes(local)));
    fc.assert(fc.property(fc.stringMatching(/^1[3-9]\d{9}$/), (phone) => maskAddress(phone) !== phone));
  });
});

describe('shownWords', () => {
  it('withholds every address, which is a key to a booking', () => {
    const words =
      '您的预约已确认，详情 https://xiyue.example/manage/XY-1/secret。如需改期见 http://xiyue.example/a?b=c，谢谢';
    expect(shownWords(words, '[链接]')).to.equal('您的预约已确认，详情 [链接]。如需改期见 [链接]，谢谢');
  });
});
