import { expect } from 'chai';
import fc from 'fast-check';
import { businesses } from '../../../src/features/eligibility/index.js';
import type { Party } from '../../../src/features/eligibility/index.js';
import { generateCouple, residentId } from '../../support/people.js';
import { assess, codes, mainland, party } from './question.js';

function born(role: Party['role'], birthDate: string, seq = 7): Party {
  return mainland(role, {
    document: { type: 'resident-id', number: residentId({ division: '440305', birthDate, sex: role, seq }) },
  });
}

const woman = born('female', '1998-06-01');

describe('eligibility', () => {
  it('welcomes a couple from another province before their numbers are known', () => {
    expect(assess()).to.deep.include({ allowed: true, basis: 'nationwide', reasons: [], warnings: [] });
  });

  it('refuses a man one day before he turns 22, and accepts him on the day', () => {
    const groom = born('male', '2004-08-19');
    expect(assess({ parties: [groom, woman], date: '2026-08-18' }).reasons).to.deep.equal([
      { code: 'under-age', party: 0, params: { role: 'male', years: 22, from: '2026-08-19' } },
    ]);
    expect(assess({ parties: [groom, woman], date: '2026-08-19' }).allowed).to.equal(true);
  });

  it('refuses a woman one day before she turns 20, in whichever place she stands', () => {
    const bride = born('female', '2006-08-19');
    const groom = born('male', '1998-06-01');
    expect(codes(assess({ parties: [bride, groom], date: '2026-08-18' }))).to.deep.equal(['0 under-age']);
    expect(codes(assess({ parties: [groom, bride], date: '2026-08-18' }))).to.deep.equal(['1 under-age']);
    expect(assess({ parties: [groom, bride], date: '2026-08-19' }).allowed).to.equal(true);
  });

  it('lets somebody born on 29 February marry on 1 March of a common year', () => {
    const groom = born('male', '2004-02-29');
    expect(codes(assess({ parties: [groom, woman], date: '2026-02-28', today: '2026-02-20' }))).to.deep.equal([
      '0 under-age',
    ]);
    expect(assess({ parties: [groom, woman], date: '2026-03-01', today: '2026-02-20' }).allowed).to.equal(true);
  });

  it('asks no age of a divorce or of counselling', () => {
    const parties = [born('male', '2005-01-01'), born('female', '2007-01-01')];
    for (const business of businesses.filter((candidate) => candidate !== 'marriage')) {
      expect(codes(assess({ business, parties })), business).to.deep.equal([]);
    }
  });

  it('refuses a number whose sex contradicts the role', () => {
    const swapped: Party = { ...woman, role: 'male' };
    const answer = assess({ parties: [swapped, { ...born('male', '1998-01-01'), role: 'female' }] });
    expect(codes(answer)).to.deep.equal(['0 sex-mismatch', '1 sex-mismatch']);
  });

  it('refuses two men, two women, and one person twice', () => {
    const two = [mainland('male'), mainland('male')];
    expect(codes(assess({ parties: two }))).to.deep.equal(['one-man-one-woman']);
    expect(codes(assess({ parties: [woman, born('female', '1999-01-01')] }))).to.deep.equal(['one-man-one-woman']);
    expect(codes(assess({ parties: [{ ...woman, role: 'male' }, woman] }))).to.deep.equal([
      '0 sex-mismatch',
      'same-person',
    ]);
    expect(codes(assess({ business: 'counselling', parties: two }))).to.deep.equal([]);
  });

  it('recognises one person in two writings and in two permits of the same holder', () => {
    const number = woman.document.number ?? '';
    const spaced = { ...woman, document: { ...woman.document, number: number.replace(/(.{6})/g, '$1 ') } };
    expect(codes(assess({ business: 'counselling', parties: [woman, spaced] }))).to.deep.equal(['same-person']);
    const permit = (role: Party['role'], digits: string): Party => ({
      role,
      document: { type: 'hm-permit', number: digits },
    });
    const parties = [permit('male', 'H1234567801'), permit('female', 'H1234567802')];
    expect(codes(assess({ business: 'counselling', parties }))).to.deep.equal(['same-person']);
  });

  it('names what is wrong with a number and whose it is', () => {
    const broken = mainland('female', { document: { type: 'resident-id', number: '110105194912310021' } });
    expect(assess({ parties: [mainland('male'), broken] }).reasons).to.deep.equal([
      { code: 'document-check-digit', party: 1, params: { role: 'female' } },
    ]);
  });

  it('only warns of a division code no longer in force', () => {
    const parties = [
      born('male', '1990-01-01'),
      mainland('female', {
        document: {
          type: 'resident-id',
          number: residentId({ division: '440524', birthDate: '1990-01-01', sex: 'female', seq: 3 }),
        },
      }),
    ];
    expect(assess({ parties })).to.deep.include({ allowed: true, warnings: [{ party: 1, code: 'unknown-division' }] });
  });

  it('wants both people for a marriage or a divorce, and lets one come for the rest', () => {
    for (const business of ['marriage', 'divorce-application', 'divorce-issue'] as const) {
      expect(codes(assess({ business, parties: [mainland('male')] })), business).to.deep.equal(['both-must-attend']);
    }
    for (const business of ['reissue-marriage', 'reissue-divorce', 'counselling'] as const) {
      expect(codes(assess({ business, parties: [mainland('female')] })), business).to.deep.equal([]);
      expect(codes(assess({ business, parties: [] })), business).to.deep.equal(['nobody-named']);
    }
    const three = [mainland('male'), mainland('female'), mainland('female')];
    expect(codes(assess({ business: 'counselling', parties: three }))).to.deep.equal(['too-many-people']);
  });

  it('sends a couple with one party from outside the mainland to a hall with that authority', () => {
    for (const outsider of [
      party('female', 'hm-permit'),
      party('female', 'tw-permit'),
      party('female', 'hmt-residence'),
      party('female', 'passport'),
      party('female', 'passport', 'FR'),
      party('female', 'foreign-pr'),
    ]) {
      const parties = [mainland('male'), outsider];
      expect(assess({ parties }).reasons).to.deep.equal([
        { code: 'foreign-authority-needed', params: { hall: '南山区婚姻登记处', phone: '0755-26000000' } },
      ]);
      expect(assess({ parties, hall: { foreignAuthority: true } }).allowed).to.equal(true);
      expect(assess({ parties, business: 'counselling' }).allowed).to.equal(true);
    }
  });

  it('gives two people from outside the mainland the hall’s phone, even at a hall with authority', () => {
    const parties = [party('male', 'hm-permit'), party('female', 'passport', 'US')];
    const answer = assess({ parties, hall: { foreignAuthority: true } });
    expect(answer.reasons).to.deep.equal([
      { code: 'two-non-mainland', params: { hall: '南山区婚姻登记处', phone: '0755-26000000' } },
    ]);
    expect(assess({ parties, business: 'counselling' }).allowed).to.equal(true);
  });

  it('welcomes any generated couple to any business today', () => {
    fc.assert(
      fc.property(fc.nat(1_000_000), fc.constantFrom(...businesses), (seed, business) => {
        const answer = assess({ business, parties: generateCouple({ seed, business }) });
        expect(codes(answer)).to.deep.equal([]);
      }),
    );
  });
});
