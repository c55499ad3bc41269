import { expect } from 'chai';
import fc from 'fast-check';
import { addDays } from '../../../src/features/calendar/index.js';
import { ageOn, birthdayAt } from '../../../src/features/eligibility/index.js';

describe('age', () => {
  it('counts the birthday itself', () => {
    expect(ageOn('2004-08-19', '2026-08-18')).to.equal(21);
    expect(ageOn('2004-08-19', '2026-08-19')).to.equal(22);
  });

  it('turns a year older on 1 March in a common year when born on 29 February', () => {
    expect(birthdayAt('2004-02-29', 22)).to.equal('2026-03-01');
    expect(birthdayAt('2004-02-29', 20)).to.equal('2024-02-29');
    expect(ageOn('2004-02-29', '2026-02-28')).to.equal(21);
    expect(ageOn('2004-02-29', '2026-03-01')).to.equal(22);
    expect(ageOn('2004-02-29', '2024-02-29')).to.equal(20);
  });

  it('grows by one exactly on the birthday, whatever the dates', () => {
    const births = fc.integer({ min: 0, max: 40_000 }).map((day) => addDays('1920-01-01', day));
    fc.assert(
      fc.property(births, fc.integer({ min: 1, max: 100 }), (birthDate, age) => {
        const birthday = birthdayAt(birthDate, age);
        expect(ageOn(birthDate, birthday)).to.equal(age);
        expect(ageOn(birthDate, addDays(birthday, -1))).to.equal(age - 1);
      }),
    );
  });
});
