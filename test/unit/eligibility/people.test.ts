import { expect } from 'chai';
import { ageOn, parseIdentityDocument, parseName, parsePhone } from '../../../src/features/eligibility/index.js';
import { generateCouple } from '../../support/people.js';

describe('generated people', () => {
  it('are the same for the same seed and different for every other', () => {
    expect(generateCouple({ seed: 'qixi' })).to.deep.equal(generateCouple({ seed: 'qixi' }));
    const people = Array.from({ length: 5000 }, (_, seed) => generateCouple({ seed, near: '440305' })).flat();
    expect(new Set(people.map(({ document }) => document.number)).size).to.equal(10_000);
    expect(new Set(people.map(({ phone }) => phone)).size).to.equal(10_000);
  });

  it('have valid names, phones and numbers, and are of age', () => {
    for (let seed = 0; seed < 2000; seed += 1) {
      for (const { role, name, phone, document, birthDate } of generateCouple({ seed })) {
        expect(parseName(name), name).to.deep.equal({ ok: true, name });
        expect(parsePhone(phone), phone).to.deep.equal({ ok: true, phone, kind: 'mainland' });
        expect(parseIdentityDocument(document, '2024-01-01')).to.deep.nested.include({
          ok: true,
          warnings: [],
          'document.sex': role,
        });
        expect(ageOn(birthDate, '2024-01-01')).to.be.within(22, 37);
      }
    }
  });

  it('take the wishes of a test', () => {
    const [groom, bride] = generateCouple({
      seed: 1,
      male: { soldier: true, division: '440305' },
      female: { type: 'hm-permit' },
    });
    expect(groom).to.deep.include({ soldier: true, household: { division: '440305' } });
    expect(bride.document.type).to.equal('hm-permit');
    expect(bride.household).to.equal(undefined);
  });
});
