import { expect } from 'chai';
import fc from 'fast-check';
import { maskEmail, parseEmail } from '../../../src/features/appointments/index.js';

describe('parseEmail', () => {
  const taken: [typed: string, email: string][] = [
    ['zhang@example.com', 'zhang@example.com'],
    ['  Zhang.Wei+hun@Example.COM ', 'Zhang.Wei+hun@example.com'],
    ['ｚｈａｎｇ＠ｅｘａｍｐｌｅ．ｃｏｍ', 'zhang@example.com'],
    ['li@喜约.中国', 'li@xn--s1ry86g.xn--fiqs8s'],
    ["o'neil/x=1@mail.example.co.uk", "o'neil/x=1@mail.example.co.uk"],
    [`${'a'.repeat(64)}@example.com`, `${'a'.repeat(64)}@example.com`],
    ['zhang\u200b@example.com', 'zhang@example.com'],
  ];
  for (const [typed, email] of taken)
    it(`takes ${JSON.stringify(typed)}`, () => {
      expect(parseEmail(typed)).to.deep.equal({ ok: true, email });
    });

  for (const typed of [
    '',
    '@',
    'zhang',
    '@example.com',
    'zhang@',
    'zhang@example',
    'zhang@.com',
    'zhang@example..com',
    'zhang@-example.com',
    'zhang@example.123',
    'zhang@127.0.0.1',
    'zhang@[127.0.0.1]',
    'zh..ang@example.com',
    '.zhang@example.com',
    'zhang@li@example.com',
    'zhang,li@example.com',
    'zhang@example.com;li@example.com',
    'zhang@example.com\r\nBcc:li@example.com?',
    '<zhang@example.com>',
    '张伟@example.com',
    `${'a'.repeat(65)}@example.com`,
    `a@${'b'.repeat(60)}.${'c'.repeat(60)}.${'d'.repeat(60)}.${'e'.repeat(60)}.${'f'.repeat(20)}.com`,
  ])
    it(`refuses ${JSON.stringify(typed.slice(0, 60))}`, () => {
      expect(parseEmail(typed)).to.deep.equal({ ok: false, code: 'email-format' });
    });

  it('takes every ordinary address, and taking it again changes nothing', () => {
    fc.assert(
      fc.property(fc.emailAddress(), (address) => {
        const parsed = parseEmail(address);
        expect(parsed.ok, address).to.equal(true);
        if (parsed.ok) expect(parseEmail(parsed.email)).to.deep.equal(parsed);
      }),
    );
  });
});

describe('maskEmail', () => {
  it('shows the first letter and where it is', () => {
    expect(maskEmail('zhang.wei@example.com')).to.equal('z***@example.com');
  });
});
