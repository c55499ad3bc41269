import { expect } from 'chai';
import fc from 'fast-check';
import { addDays } from '../../../src/features/calendar/index.js';
import { checkCharacter, parseIdentityDocument } from '../../../src/features/eligibility/index.js';
import type { ParsedDocument } from '../../../src/features/eligibility/index.js';
import { residentId } from '../../support/people.js';

const TODAY = '2026-08-19';

const read = (number: string, type: 'resident-id' | 'hmt-residence' = 'resident-id'): ParsedDocument =>
  parseIdentityDocument({ type, number }, TODAY);

const problem = (number: string, type?: 'hmt-residence'): string => {
  const parsed = read(number, type);
  return parsed.ok ? 'none' : parsed.code;
};

const validNumbers = fc
  .record({
    division: fc.constantFrom('110101', '440305', '440524', '500101', '650100', '419001'),
    birthDate: fc.integer({ min: 0, max: 46_000 }).map((day) => addDays('1900-01-01', day)),
    sex: fc.constantFrom('male' as const, 'female' as const),
    seq: fc.integer({ min: 1, max: 499 }),
  })
  .map((person) => ({ ...person, number: residentId(person) }));

describe('resident identity numbers', () => {
  const specimens = [
    { number: '11010519491231002X', sex: 'female', birthDate: '1949-12-31', warnings: [] },
    { number: '440524188001010014', sex: 'male', birthDate: '1880-01-01', warnings: ['unknown-division'] },
    { number: '34052419800101001X', sex: 'male', birthDate: '1980-01-01', warnings: ['unknown-division'] },
    { number: '440308199901101512', sex: 'male', birthDate: '1999-01-10', warnings: [] },
  ];
  for (const { number, sex, birthDate, warnings } of specimens) {
    it(`reads the published specimen ${number}`, () => {
      const division = number.slice(0, 6);
      const document = { type: 'resident-id', number, identity: `cn:${number}`, sex, birthDate, division };
      expect(read(number)).to.deep.equal({ ok: true, document, warnings });
    });
  }

  it('reads residence permits of Hong Kong, Macao and Taiwan residents', () => {
    for (const number of ['810000199408230021', '830000199201300022']) {
      const parsed = read(number, 'hmt-residence');
      expect(parsed).to.nested.include({ ok: true, 'document.sex': 'female', 'document.identity': `cn:${number}` });
      expect(problem(number)).to.equal('province');
    }
    expect(problem('440308199901101512', 'hmt-residence')).to.equal('province');
  });

  it('takes a number in full width, with spaces, hyphens and a small x', () => {
    for (const written of [
      '１１０１０５１９４９１２３１００２Ｘ',
      ' 110105 19491231 002x ',
      '110105-19491231-002x',
      '110105\u200b19491231002X',
    ]) {
      expect(read(written)).to.nested.include({ 'document.number': '11010519491231002X' });
    }
  });

  it('refuses each mistake by its name', () => {
    expect(problem('')).to.equal('missing');
    expect(problem('   ')).to.equal('missing');
    expect(problem('110105491231002')).to.equal('fifteen-digits');
    expect(problem('1101051949123100')).to.equal('format');
    expect(problem('1101051949123100200')).to.equal('format');
    expect(problem('X10105194912310021')).to.equal('format');
    expect(problem('990105194912310029')).to.equal('province');
    expect(problem('110105194902300022')).to.equal('birth-date');
    expect(problem(withCheck('11010519000229001'))).to.equal('birth-date');
    expect(problem(withCheck('11010520260820001'))).to.equal('birth-date-future');
    expect(problem(withCheck('11010520260819001'))).to.equal('none');
    expect(problem('110105194912310021')).to.equal('check-digit');
  });

  it('refuses what only looks like a number', () => {
    for (const text of [
      '{"$gt":""}',
      "' OR 1=1 --",
      '一一零一零五一九四九一二三一零零二',
      '٣٤٠٥٢٤١٩٨٠٠١٠١٠٠١X',
      '🐉'.repeat(9),
    ]) {
      expect(problem(text), text).to.equal('format');
    }
  });

  it('accepts every number made by the rules, and reads the person back', () => {
    fc.assert(
      fc.property(validNumbers, ({ number, sex, birthDate }) => {
        expect(read(number)).to.nested.include({ ok: true, 'document.sex': sex, 'document.birthDate': birthDate });
      }),
    );
  });

  it('refuses every number with one digit changed', () => {
    const changes = fc.record({ at: fc.nat(17), by: fc.integer({ min: 1, max: 9 }) });
    fc.assert(
      fc.property(validNumbers, changes, ({ number }, { at, by }) => {
        const digit = number[at] === 'X' ? 10 : Number(number[at]);
        const changed = number.slice(0, at) + String((digit + by) % 10) + number.slice(at + 1);
        fc.pre(changed !== number);
        expect(read(changed).ok, changed).to.equal(false);
      }),
      { numRuns: 500 },
    );
  });

  it('refuses every number with two different neighbouring digits swapped', () => {
    fc.assert(
      fc.property(validNumbers, fc.nat(15), ({ number }, at) => {
        const swapped = number.slice(0, at) + (number[at + 1] ?? '') + (number[at] ?? '') + number.slice(at + 2);
        fc.pre(swapped !== number);
        expect(read(swapped).ok, swapped).to.equal(false);
      }),
    );
  });
});

function withCheck(digits: string): string {
  return digits + checkCharacter(digits);
}
