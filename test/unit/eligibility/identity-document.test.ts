import { expect } from 'chai';
import fc from 'fast-check';
import {
  countryCodes,
  documentTypes,
  parseIdentityDocument,
  personKeyInput,
  toCountryCode,
} from '../../../src/features/eligibility/index.js';
import type { DocumentType } from '../../../src/features/eligibility/index.js';
import { generatePerson } from '../../support/people.js';

const TODAY = '2026-08-19';

function outcome(type: DocumentType, number: string, country?: string): string {
  const parsed = parseIdentityDocument({ type, number, country }, TODAY);
  return parsed.ok ? parsed.document.identity : parsed.code;
}

describe('identity documents other than the resident card', () => {
  it('identifies a Hong Kong or Macao resident by the first nine characters', () => {
    expect(outcome('hm-permit', 'H12345678')).to.equal('hm:H12345678');
    expect(outcome('hm-permit', 'h1234567802')).to.equal('hm:H12345678');
    expect(outcome('hm-permit', 'Ｍ１２３４５６７８')).to.equal('hm:M12345678');
    for (const wrong of ['H1234567', 'H123456789', 'T12345678', '12345678', 'H123456780X']) {
      expect(outcome('hm-permit', wrong), wrong).to.equal('format');
    }
  });

  it('takes the new and the old permit of a Taiwan resident', () => {
    expect(outcome('tw-permit', '12345678')).to.equal('tw:12345678');
    expect(outcome('tw-permit', '1234567890')).to.equal('tw:1234567890');
    expect(outcome('tw-permit', '1234567890b')).to.equal('tw:1234567890B');
    for (const wrong of ['1234567', '123456789', '12345678A', '1234567890BB']) {
      expect(outcome('tw-permit', wrong), wrong).to.equal('format');
    }
  });

  it('takes Chinese passports without being told the country', () => {
    for (const number of ['E12345678', 'EA1234567', 'G12345678']) {
      expect(outcome('passport', number)).to.equal(`passport:CN:${number}`);
      expect(outcome('passport', number, 'CHN')).to.equal(`passport:CN:${number}`);
    }
    for (const wrong of ['EI1234567', 'EO1234567', 'GA1234567', 'E1234567']) {
      expect(outcome('passport', wrong, 'CN'), wrong).to.equal('format');
    }
  });

  it('identifies a foreigner by country and number, however the country is written', () => {
    expect(outcome('passport', 'AB-123 456', 'us')).to.equal('passport:US:AB123456');
    expect(outcome('passport', 'AB123456', 'USA')).to.equal('passport:US:AB123456');
    expect(outcome('passport', 'AB123456', 'GBR')).to.equal('passport:GB:AB123456');
    expect(outcome('passport', 'C01X00T47', 'D')).to.equal('passport:DE:C01X00T47');
    expect(outcome('passport', 'E12345678', 'SG')).to.equal('passport:SG:E12345678');
    expect(outcome('passport', 'AB123456')).to.equal('country');
    expect(outcome('passport', 'AB123456', 'Atlantis')).to.equal('country');
    expect(outcome('passport', 'AB12', 'US')).to.equal('format');
    expect(outcome('passport', 'A'.repeat(18), 'US')).to.equal('format');
  });

  it('asks residents of Hong Kong, Macao and Taiwan for their permit instead of a passport', () => {
    for (const country of ['HK', 'MAC', 'TWN'])
      expect(outcome('passport', 'K12345678', country)).to.equal('permit-needed');
    expect(countryCodes()).to.include.members(['CN', 'FR', 'XK']).and.not.include.members(['HK', 'MO', 'TW']);
  });

  it('knows a name for every country it offers', () => {
    const names = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' });
    expect(countryCodes().filter((code) => names.of(code) === undefined)).to.deep.equal([]);
    expect(toCountryCode('zz')).to.equal(undefined);
  });

  it('takes the new and the old foreign permanent resident card', () => {
    const { document, birthDate } = generatePerson({ seed: 7, role: 'female', type: 'foreign-pr' });
    const parsed = parseIdentityDocument(document, TODAY);
    expect(parsed).to.nested.include({ ok: true, 'document.sex': 'female', 'document.birthDate': birthDate });
    expect(outcome('foreign-pr', 'USA110080010101')).to.equal('foreign-pr:USA110080010101');
    expect(outcome('foreign-pr', 'US110080010101')).to.equal('format');
    const last = document.number.slice(-1) === '0' ? '1' : '0';
    expect(outcome('foreign-pr', document.number.slice(0, -1) + last)).to.equal('check-digit');
  });

  it('accepts every generated document of every kind, with the same identity in any writing', () => {
    const people = fc.record({
      seed: fc.nat(1_000_000),
      role: fc.constantFrom('male' as const, 'female' as const),
      type: fc.constantFrom(...documentTypes),
    });
    fc.assert(
      fc.property(people, (wish) => {
        const { document } = generatePerson(wish);
        const identity = outcome(document.type, document.number, document.country);
        expect(identity).to.include(':');
        const written = ` ${document.number.toLowerCase().replace(/(.{4})/g, '$1 ')}`;
        expect(outcome(document.type, written, document.country?.toLowerCase())).to.equal(identity);
      }),
    );
  });

  it('gives a person one key for all business of a family', () => {
    const identity = outcome('resident-id', '11010519491231002X');
    expect(personKeyInput(identity, 'divorce-application')).to.equal(personKeyInput(identity, 'divorce-issue'));
    expect(personKeyInput(identity, 'marriage')).to.equal('marriage|cn:11010519491231002X');
    expect(personKeyInput(identity, 'reissue-divorce')).not.to.equal(personKeyInput(identity, 'divorce-issue'));
  });
});
